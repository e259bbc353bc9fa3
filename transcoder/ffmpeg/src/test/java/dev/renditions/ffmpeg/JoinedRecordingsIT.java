package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.profile.ProfileFile;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two recordings in one file whose audio ends before their video. At the join, the step of the clock is that of the first stream
 * that is read: audio that is read alone moves by less than audio that is read with the video.
 */
@Timeout(180)
class JoinedRecordingsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "video", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 180, "maxRateKbps": 800},
               "audio": {}},
              {"name": "ladder", "kind": "hls", "audio": {}, "ladder": [
                {"preset": "ultrafast", "shortSide": 180, "maxRateKbps": 800}]},
              {"name": "sound", "kind": "audio", "audio": {"codec": "aac"}}]}""";

    @TempDir
    private Path folder;

    private Map<String, Profile> profiles;

    @BeforeEach
    void readProfiles() throws IOException {
        Path file = Files.writeString(folder.resolve("profiles.json"), PROFILES);
        profiles = ProfileFile.read(file).all().stream()
                .collect(Collectors.toMap(Profile::name, profile -> profile, (a, b) -> b));
    }

    @Test
    void audioRenditionOfTheSameCallLeavesTheVideoInSync() throws IOException {
        Path source = joined();

        Map<String, Path> made = make(source, List.of("sound", "video", "ladder"), List.of());

        assertThat(made).containsOnlyKeys("sound", "video", "ladder");
        assertInSync(made.get("video"));
    }

    @Test
    void readyTracksAreNotUsed() throws IOException {
        Path source = joined();
        Path sound = make(source, List.of("sound"), List.of()).get("sound");
        TrackRecipe recipe = plan(source, "sound").tracks().get(0);

        assertInSync(make(source, List.of("video"), List.of(new ReadyTrack(recipe, sound)))
                .get("video"));
    }

    private Path joined() throws IOException {
        Path one = TestMedia.make(
                folder.resolve("one"),
                "-f lavfi -i testsrc2=s=320x180:r=25:d=5," + FlashAndBeep.FLASHES + " -f lavfi -i " + FlashAndBeep.BEEPS
                        + " -af atrim=end=4.5 -ac 2 -c:v mpeg2video -b:v 2M -c:a mp2 -f mpeg");
        byte[] bytes = Files.readAllBytes(one);
        Path source = Files.write(folder.resolve("source"), bytes);
        return Files.write(source, bytes, StandardOpenOption.APPEND);
    }

    private void assertInSync(Path film) {
        FlashAndBeep measured = FlashAndBeep.of(film, folder);
        assertThat(measured.flashes()).as("flashes").hasSize(4);
        assertThat(measured.beeps()).as("beeps").hasSize(4);
        assertThat(measured.delays())
                .as("delays of the beeps")
                .allSatisfy(delay -> assertThat(delay).isCloseTo(0, Offset.offset(0.06)));
    }

    private Plan.Make plan(Path source, String name) {
        return (Plan.Make) Rendering.plan(source, profiles.get(name));
    }

    /** The main file of each rendition; all are made by one call. */
    private Map<String, Path> make(Path source, List<String> names, List<ReadyTrack> ready) throws IOException {
        List<Transcoder.Order> orders = new ArrayList<>();
        for (String name : names) {
            Transcoder.Order order =
                    DirectEncode.order(plan(source, name), Files.createTempDirectory(folder, name), step -> {});
            orders.add(new Transcoder.Order(order.rendition(), order.folder(), order.progress(), ready));
        }
        Map<String, Path> made = new LinkedHashMap<>();
        TRANSCODER.make(Rendering.input(source), orders, LIMIT, (rendition, ending) -> {
            List<OutputFile> outputs = DirectEncode.outputs(ending);
            new OutputVerifier(TRANSCODER).check(rendition.plan(), outputs);
            made.put(rendition.plan().profile().name(), outputs.get(0).file());
        });
        return made;
    }
}
