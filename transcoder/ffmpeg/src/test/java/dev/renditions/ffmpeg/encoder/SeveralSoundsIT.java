package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.ReadyTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages of a source with three languages, one of them in 5.1, a commentary, and different lengths. */
@Timeout(180)
class SeveralSoundsIT {
    /** English in 5.1, German that is too short, French that is too long, and an English commentary. */
    private static final String FILM = "-f lavfi -i testsrc2=size=320x240:rate=25:duration=4"
            + " -f lavfi -i sine=frequency=440:sample_rate=48000:duration=4,volume=0:enable=lt(t\\,0.5)"
            + " -f lavfi -i sine=frequency=660:sample_rate=44100:duration=3,volume=0:enable=lt(t\\,0.5)"
            + " -f lavfi -i sine=frequency=880:sample_rate=48000:duration=5,volume=0:enable=lt(t\\,0.5)"
            + " -f lavfi -i sine=frequency=330:sample_rate=48000:duration=4,volume=0:enable=lt(t\\,0.5)"
            + " -map 0 -map 1 -map 2 -map 3 -map 4 -c:v libx264 -preset ultrafast -c:a aac"
            + " -filter:a:0 pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0 -ac:a:1 2 -ac:a:2 2 -ac:a:3 1"
            + " -metadata:s:a:0 language=eng -metadata:s:a:1 language=ger -metadata:s:a:2 language=fra"
            + " -metadata:s:a:3 language=eng -disposition:a:0 default -disposition:a:1 0 -disposition:a:2 0"
            + " -disposition:a:3 comment -f matroska";

    private static final String RUNGS = """
            {"preset": "ultrafast", "shortSide": 240, "maxRateKbps": 800},
            {"preset": "ultrafast", "shortSide": 120, "maxRateKbps": 400}""";
    private static final String MORE_CODECS = """
            {"codec": "hevc", "preset": "ultrafast", "shortSide": 240, "maxRateKbps": 600},
            {"codec": "hevc", "preset": "ultrafast", "shortSide": 120, "maxRateKbps": 300},
            {"codec": "av1", "preset": "12", "shortSide": 240, "maxRateKbps": 500},
            {"codec": "av1", "preset": "12", "shortSide": 120, "maxRateKbps": 250}""";
    private static final String STEREO = "{\"bitRateKbps\": 96}";
    private static final String BOTH = "[" + STEREO + ", {\"codec\": \"eac3\", \"bitRateKbps\": 256}]";

    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "plain", "kind": "hls", "ladder": [%1$s], "audio": %3$s},
              {"name": "codecs", "kind": "hls", "ladder": [%1$s, %2$s], "audio": %3$s},
              {"name": "sounds", "kind": "hls", "ladder": [%1$s], "audio": %4$s},
              {"name": "all", "kind": "hls", "ladder": [%1$s, %2$s], "audio": %4$s},
              {"name": "clip", "kind": "hls", "ladder": [%1$s], "audio": %4$s,
               "clip": {"startSeconds": 1, "lengthSeconds": 2.5}}]}""".formatted(RUNGS, MORE_CODECS, STEREO, BOTH);

    private static final Pattern LANGUAGE = Pattern.compile("TYPE=AUDIO,.*LANGUAGE=\"(\\w+)\"");

    @TempDir
    private static Path shared;

    private static Path source;

    @TempDir
    private Path folder;

    private TrackWorkshop workshop;

    @BeforeAll
    static void film() {
        source = TestMedia.make(shared.resolve("source"), FILM);
    }

    @BeforeEach
    void prepare() throws IOException {
        workshop = new TrackWorkshop(folder, PROFILES);
    }

    @Test
    void allLanguagesAndCodecsOfASource() throws IOException {
        Ending.Encoded made = make("all", List.of());
        Path made0 = made.order().folder();

        assertThat(workshop.encoders(0))
                .containsExactlyInAnyOrder(
                        "libx264",
                        "libx264",
                        "libx265",
                        "libx265",
                        "libsvtav1",
                        "libsvtav1",
                        "aac",
                        "aac",
                        "aac",
                        "aac",
                        "eac3",
                        "eac3",
                        "eac3",
                        "eac3");
        String master = Files.readString(made0.resolve("master.m3u8"));
        assertThat(LANGUAGE.matcher(master).results().map((MatchResult match) -> match.group(1)))
                .containsOnly("en", "de", "fr");
        assertThat(master)
                .contains("NAME=\"English\"", "NAME=\"English (commentary)\"", "NAME=\"German\"", "NAME=\"French\"");
        assertThat(sound(made0, "audio.mp4")).isEqualTo("aac 2");
        assertThat(sound(made0, "audio-2.mp4")).isEqualTo("eac3 6");
        assertThat(sound(made0, "audio-4.mp4")).isEqualTo("eac3 2");
        assertThat(sound(made0, "audio-8.mp4")).isEqualTo("eac3 1");
        assertThat(made0.resolve("video-240p.mp4")).isNotEmptyFile();
        assertThat(made0.resolve("video-240p-hevc.mp4")).isNotEmptyFile();
        assertThat(made0.resolve("video-120p-av1.mp4")).isNotEmptyFile();
    }

    @Test
    void everythingDecodes() throws IOException {
        Path made = make("all", List.of()).order().folder();

        try (Stream<Path> files = Files.list(made)) {
            List<Path> tracks = files.filter(
                            file -> file.getFileName().toString().matches("(video|audio)-.*mp4"))
                    .toList();
            assertThat(tracks).hasSize(6 + 7);
            tracks.forEach(
                    track -> assertThat(seconds(track)).as(track.toString()).isBetween(3.9, 4.1));
        }
        Path played = TestMedia.make(
                made.resolve("played"),
                "-i " + made.resolve("master.m3u8") + " -map 0:v:0 -map 0:a:0 -xerror -c:v rawvideo -c:a pcm_s16le"
                        + " -f matroska");
        assertThat(seconds(played)).isBetween(3.9, 4.1);
    }

    /** How long all frames of a track are, decoded without errors. */
    private static double seconds(Path track) {
        Path decoded = TestMedia.make(
                track.resolveSibling(track.getFileName() + ".decoded"),
                "-xerror -err_detect explode -i " + track + " -c:v rawvideo -c:a pcm_s16le -f matroska");
        return TestMedia.look(decoded, "-show_format")
                .path("format")
                .path("duration")
                .asDouble();
    }

    /** The middle of each track has the tone of its language, in every encoding. */
    @Test
    void eachTrackHasItsOwnAudioInSync() throws IOException {
        Path made = make("sounds", List.of()).order().folder();

        for (int i = 1; i <= 8; i++) {
            Path file = made.resolve(i == 1 ? "audio.mp4" : "audio-" + i + ".mp4");
            int tone = List.of(440, 660, 880, 330).get((i - 1) / 2);
            assertThat(crossings(file)).as(file.toString()).isBetween(2 * tone - 8L, 2 * tone + 8L);
            assertThat(begins(file)).as(file.toString()).isBetween(0.508, 0.5145);
        }
    }

    @Test
    void newCodecsOfTheLadderAreEncodedAndNothingElse() throws IOException {
        List<ReadyTrack> ready = ready(make("plain", List.of()));
        int before = workshop.encoders(0).size();

        make("codecs", ready);

        assertThat(workshop.encoders(before)).containsExactlyInAnyOrder("libx265", "libx265", "libsvtav1", "libsvtav1");
    }

    @Test
    void newEncodingsOfAudioAreEncodedAndNothingElse() throws IOException {
        List<ReadyTrack> ready = ready(make("plain", List.of()));
        int before = workshop.encoders(0).size();

        make("sounds", ready);

        assertThat(workshop.encoders(before)).containsExactly("eac3", "eac3", "eac3", "eac3");
    }

    @Test
    void fewerCodecsAndEncodingsNeedNoEncode() throws IOException {
        List<ReadyTrack> ready = ready(make("all", List.of()));
        int before = workshop.encoders(0).size();

        for (String name : List.of("sounds", "codecs", "plain", "all")) {
            assertThat(make(name, ready).outcome()).isEqualTo(Outcome.ASSEMBLED);
        }
        assertThat(workshop.encoders(before)).isEmpty();
    }

    @Test
    void clipHasAllLanguages() throws IOException {
        Ending.Encoded made = make("clip", List.of());

        assertThat(made.tracks()).hasSize(2 + 8);
        assertThat(crossings(made.order().folder().resolve("audio-5.mp4"))).isBetween(1752L, 1768L);
    }

    @Test
    void wrongAudioIsFound() throws IOException {
        Ending.Encoded made = make("sounds", List.of());
        Path made0 = made.order().folder();
        Files.copy(made0.resolve("audio.mp4"), made0.resolve("audio-2.mp4"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> TrackWorkshop.verify(made))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("audio-2.mp4: its audio codec is aac instead of eac3")
                .hasMessageContaining("audio-2.mp4: it has 2 audio channels instead of 6");
    }

    private static String sound(Path folder, String name) {
        JsonNode stream = TestMedia.look(folder.resolve(name), "-show_streams")
                .path("streams")
                .path(0);
        return stream.path("codec_name").asText() + " "
                + stream.path("channels").asText();
    }

    /** How often the first channel crosses zero in the second from 1 s on. */
    private static long crossings(Path file) throws IOException {
        Path samples = file.resolveSibling(file.getFileName() + ".raw");
        TestMedia.make(samples, "-i " + file + " -af atrim=1:2,pan=mono|c0=c0 -ar 48000 -f s8");
        byte[] all = Files.readAllBytes(samples);
        long crossings = 0;
        int last = 0;
        for (byte sample : all) {
            if (sample != 0 && Integer.signum(sample) == -last) {
                crossings++;
            }
            last = sample == 0 ? last : Integer.signum(sample);
        }
        return crossings;
    }

    /** When the tone begins, in seconds: with the first frame of the source after 0.5 s, which has 1024 samples. */
    private static double begins(Path file) throws IOException {
        Path samples = file.resolveSibling(file.getFileName() + ".begin");
        TestMedia.make(samples, "-i " + file + " -af pan=mono|c0=c0 -ar 48000 -f s8");
        byte[] all = Files.readAllBytes(samples);
        int first = 0;
        while (Math.abs(all[first]) < 6) {
            first++;
        }
        return first / 48_000.0;
    }

    private static List<ReadyTrack> ready(Ending.Encoded made) {
        return TrackWorkshop.ready(Map.of("", made));
    }

    private Ending.Encoded make(String name, List<ReadyTrack> ready) throws IOException {
        return Objects.requireNonNull(workshop.make(source, name, ready).get(name));
    }
}
