package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamHash;
import dev.renditions.testing.RealMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream has no hash if it depends on something that is not hashed. This does not fail. */
@Timeout(120)
class StreamsWithoutHashIT extends HashScene {
    private static final String VIDEO_SOURCE = "-f lavfi -i testsrc2=s=320x180:r=25:d=1 ";
    private static final String AUDIO_SOURCE = "-f lavfi -i sine=r=44100:d=1 ";

    @Test
    void stillImages() {
        assertThat(hashes(make(VIDEO_SOURCE + "-frames:v 1 -update 1", "png"))).isEmpty();
    }

    @Test
    void coverArt() {
        Path sound = make(AUDIO_SOURCE + "-c:a flac", "flac");
        Path cover = make(VIDEO_SOURCE + "-frames:v 1 -update 1", "png");
        Path covered =
                copy(sound, "-i SOURCE -i file:" + cover + " -map 0 -map 1 -disposition:v:0 attached_pic", "flac");

        assertThat(hashes(covered)).containsOnlyKeys(0);
    }

    /** Ffprobe does not print the alpha channel of a packet. */
    @Test
    void alphaOfWebM() {
        String encode = " -c:v libvpx -auto-alt-ref 0";
        assertThat(hashes(make(VIDEO_SOURCE + "-vf format=yuva420p" + encode, "webm")))
                .isEmpty();
        assertThat(hashes(make(VIDEO_SOURCE + "-vf format=yuv420p" + encode, "webm")))
                .containsOnlyKeys(0);
    }

    @ParameterizedTest
    @CsvSource({"msmpeg4v3, avi", "wmv2, asf", "rawvideo, avi"})
    void videoCodecsWithMoreParameters(String codec, String extension) {
        Path film = make(VIDEO_SOURCE + AUDIO_SOURCE + "-c:a libmp3lame -c:v " + codec, extension);

        assertThat(TRANSCODER.probe(film).video()).hasSize(1);
        assertThat(hashes(film)).containsOnlyKeys(AUDIO);
    }

    @ParameterizedTest
    @CsvSource({"wmav2, asf", "adpcm_ms, wav"})
    void audioCodecsWithMoreParameters(String codec, String extension) {
        Path sound = make(AUDIO_SOURCE + "-c:a " + codec, extension);

        assertThat(TRANSCODER.probe(sound).audio()).hasSize(1);
        assertThat(hashes(sound)).isEmpty();
    }

    /** If the clock jumps, it jumps for all streams when ffmpeg meets it in the first of them. */
    @Test
    void severalStreamsOnAClockThatMayJump() {
        Path film = make(VIDEO_SOURCE + AUDIO_SOURCE + "-c:v libx264 -c:a aac", "ts");

        assertThat(hashes(film)).isEmpty();
        assertThat(hashes(copy(film, "-i SOURCE -map 0:v", "ts"))).containsOnlyKeys(0);
        assertThat(hashes(copy(film, "-i SOURCE -map 0", "mp4"))).containsOnlyKeys(VIDEO, AUDIO);
    }

    /** Cut anywhere, a file has no hash of the whole one. */
    @ParameterizedTest
    @ValueSource(strings = {"mp4", "mkv", "flac", "ts", "avi"})
    void truncatedFiles(String extension) throws IOException {
        Path film = extension.equals("flac")
                ? make(AUDIO_SOURCE, extension)
                : make(
                        VIDEO_SOURCE + "-c:v libx264 " + (extension.equals("mp4") ? "-movflags +faststart" : ""),
                        extension);
        byte[] bytes = Files.readAllBytes(film);
        Map<Integer, StreamHash> whole = hashes(film);
        assertThat(whole).hasSize(1);
        for (int percent : IntStream.rangeClosed(1, 9).map(tenth -> 10 * tenth).toArray()) {
            Path cut = Files.write(folder.resolve("cut-" + percent), Arrays.copyOf(bytes, (int)
                    (bytes.length * (long) percent / 100)));
            MediaInfo media = TRANSCODER.probe(film);
            assertThat(TRANSCODER
                            .streamHashes(cut, media, Duration.ofMinutes(1))
                            .values())
                    .as("%d percent", percent)
                    .doesNotContainAnyElementsOf(whole.values());
        }
    }

    /** A file that is not the one that was probed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "text", "#EXTM3U\nfile:///etc/passwd\n"})
    void otherFiles(String content) throws IOException {
        MediaInfo media = TRANSCODER.probe(film());

        assertThat(TRANSCODER.streamHashes(
                        Files.writeString(folder.resolve("other"), content), media, Duration.ofMinutes(1)))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> filesOfPhonesAndCameras() {
        return RealMedia.filesOrSkip().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    MediaInfo media;
                    try {
                        media = TRANSCODER.probe(file);
                    } catch (MediaException e) {
                        return;
                    }
                    assertThat(TRANSCODER.streamHashes(file, media, Duration.ofMinutes(1)))
                            .isEqualTo(TRANSCODER.streamHashes(file, media, Duration.ofMinutes(1)))
                            .hasSizeLessThanOrEqualTo(
                                    media.video().size() + media.audio().size());
                }));
    }
}
