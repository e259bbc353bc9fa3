package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that differ in one byte of their index: streams with the same hash decode to the same frames and samples at the same
 * times.
 */
@Timeout(300)
class RandomChangesIT extends HashScene {
    private static final int CHANGES = Integer.getInteger("hash.changes", 25);
    private static final long SEED = Long.getLong("hash.seed", 16);

    @ParameterizedTest
    @CsvSource({"mp4, libx264 -bf 2, aac, moov", "mov, mpeg4, pcm_s16le, moov", "mp4, mjpeg, alac, moov"})
    void streamsOfTheSameHashDecodeAlike(String extension, String video, String audio, String index)
            throws IOException, InterruptedException {
        Path film = make(
                "-f lavfi -i testsrc2=s=96x64:r=25:d=0.4 -f lavfi -i sine=f=440:r=44100:d=0.4 -bitexact -g 5 -c:v "
                        + video + " -c:a " + audio,
                extension);
        byte[] bytes = Files.readAllBytes(film);
        int from = Mp4Bytes.of(film).position(index, 0);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Map<StreamHash, List<String>> decoded = new HashMap<>();
        int same = 0;
        int other = 0;
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = bytes.clone();
            int at = i == 0 ? from : from + random.nextInt(bytes.length - from);
            changed[at] ^= (byte) (i == 0 ? 0 : 1 << random.nextInt(Byte.SIZE));
            Path file = Files.write(folder.resolve("changed-" + i), changed);
            for (Map.Entry<Integer, StreamHash> stream : hashesIfProbed(file).entrySet()) {
                List<String> frames = decode(file, stream.getKey());
                List<String> known = decoded.putIfAbsent(stream.getValue(), frames);
                same += known == null ? 0 : 1;
                other += known == null ? 1 : 0;
                assertThat(frames)
                        .as("seed %d, change %d of byte %d, stream %d", SEED, i, at, stream.getKey())
                        .isEqualTo(known == null ? frames : known);
            }
        }
        assertThat(same).as("streams with a known hash").isPositive();
        assertThat(other).as("streams with another hash").isGreaterThan(2);
    }

    private static Map<Integer, StreamHash> hashesIfProbed(Path file) {
        MediaInfo media;
        try {
            media = TRANSCODER.probe(file);
        } catch (MediaException e) {
            return Map.of();
        }
        return TRANSCODER.streamHashes(file, media, Duration.ofMinutes(1));
    }

    /** The times and hashes of the frames of a stream, and how they are to be shown; a file that can't be decoded has few. */
    private static List<String> decode(Path file, int stream) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(TestMedia.program("ffmpeg").toString()));
        command.addAll(
                List.of("-v", "quiet", "-nostdin", "-noautorotate", "-i", "file:" + file, "-map", "0:" + stream));
        command.addAll(List.of("-fps_mode", "passthrough", "-f", "framehash", "-hash", "murmur3", "pipe:1"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return text.lines().toList();
    }
}
