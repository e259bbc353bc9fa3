package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Profile;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.profile.ProfileFile;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A package of a source whose other audio is damaged, or can't be decoded, has the rest. */
@Timeout(120)
final class DamagedSoundsIT {
    private static final String FILM = "-f lavfi -i testsrc2=size=160x120:rate=25 -f lavfi -i sine=frequency=440"
            + " -f lavfi -i sine=frequency=660 -f lavfi -i sine=frequency=880 -map 0 -map 1 -map 2 -map 3 -t 4"
            + " -c:v libx264 -preset ultrafast -ac 2 -metadata:s:a:0 language=eng -metadata:s:a:1 language=ger"
            + " -metadata:s:a:2 language=fra -c:a aac ";
    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "usual", "kind": "hls", "audio": {}, "ladder": [{"preset": "ultrafast", "shortSide": 120, "maxRateKbps": 400}]},
              {"name": "strict", "kind": "hls", "strict": true, "audio": {},
               "ladder": [{"preset": "ultrafast", "shortSide": 120, "maxRateKbps": 400}]}]}""";

    @TempDir
    private Path folder;

    private RealService service;
    private List<Profile> profiles;

    @BeforeEach
    void open() throws IOException {
        service = RealService.in(folder.resolve("service"), Duration.ofMinutes(2), 2);
        profiles = List.copyOf(ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), PROFILES))
                .all());
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void damagedLanguageIsLeftOut() throws IOException {
        Path source = damaged(TestMedia.make(folder.resolve("film"), FILM + "-f mp4"), 2, 0.8);

        RenditionResult usual = render(source, "usual");

        assertThat(usual.outcome()).as(usual.toString()).isEqualTo(Outcome.ENCODED);
        assertThat(usual.warnings()).containsExactly("the audio in stream 2 is left out: it is damaged");
        assertThat(languages(usual)).containsExactly("en", "fr");
        assertThat(render(source, "strict").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void languageWithLittleDamageIsKept() throws IOException {
        Path source = damaged(TestMedia.make(folder.resolve("film"), FILM + "-f mp4"), 2, 0.04);

        RenditionResult usual = render(source, "usual");

        assertThat(usual.outcome()).as(usual.toString()).isEqualTo(Outcome.ENCODED);
        assertThat(usual.warnings())
                .isNotEmpty()
                .allSatisfy(warning -> assertThat(warning).startsWith("the audio is damaged"));
        assertThat(languages(usual)).containsExactly("en", "de", "fr");
    }

    @Test
    void damagedMainAudioIsRefused() throws IOException {
        Path source = damaged(TestMedia.make(folder.resolve("film"), FILM + "-f mp4"), 1, 0.8);

        assertThat(render(source, "usual").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void unsupportedLanguageIsLeftOut() {
        Path source = TestMedia.make(folder.resolve("film"), FILM + "-c:a:1 tta -f matroska");

        RenditionResult usual = render(source, "usual");

        assertThat(usual.outcome()).as(usual.toString()).isEqualTo(Outcome.ENCODED);
        assertThat(usual.warnings())
                .containsExactly("the audio in stream 2 is left out: the codec 'tta' is not supported");
        assertThat(languages(usual)).containsExactly("en", "fr");
        assertThat(render(source, "strict").outcome()).isEqualTo(Outcome.FAILED);
    }

    private RenditionResult render(Path source, String name) {
        return service.render(
                        source,
                        profiles.stream()
                                .filter(profile -> profile.name().equals(name))
                                .toList())
                .get(0);
    }

    private List<String> languages(RenditionResult result) {
        return ((StreamingPlan) service.plan(result))
                .sounds().stream().map(sound -> sound.sound().language()).toList();
    }

    /**
     * Overwrites the given part of all packets of a stream, up to the last but a few. The first are left, since ffmpeg decodes them
     * of every stream when it opens a file, and does not say of which stream its errors are.
     */
    private static Path damaged(Path film, int stream, double part) throws IOException {
        JsonNode packets = TestMedia.look(film, "-show_packets", "-select_streams", String.valueOf(stream))
                .path("packets");
        Random random = new Random(7);
        int count = (int) (packets.size() * part);
        int from = packets.size() - 10 - count;
        try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
            for (int i = from; i < from + count; i++) {
                byte[] noise = new byte[packets.path(i).path("size").asInt()];
                random.nextBytes(noise);
                file.seek(packets.path(i).path("pos").asLong());
                file.write(noise);
            }
        }
        return film;
    }
}
