package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.track.FrameTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages and MP4s of sources that are faster than the profile allows: they share one track. */
@Timeout(120)
class FastSourceIT {
    private static final String H264 =
            "\"preset\": \"ultrafast\", \"shortSide\": 120, \"maxRateKbps\": 4000, \"maxFrameRate\": %d";
    private static final String CLIP = "\"clip\": {\"startSeconds\": 1, \"lengthSeconds\": %s}";

    private static final Duration SLACK = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    private TrackWorkshop workshop;

    @BeforeEach
    void prepare() throws IOException {
        StringBuilder profiles = new StringBuilder();
        for (int most : List.of(25, 30)) {
            String video = String.format(H264, most);
            for (String clip : List.of("all", "1", "1.01", "1.005")) {
                String name = most + "-" + clip.replace(".", "");
                String edits = clip.equals("all") ? "" : ", " + String.format(CLIP, clip);
                profiles.append("""
                        , {"name": "mp4-%1$s", "kind": "video", "audio": {}, "video": {%2$s}%3$s},
                        {"name": "hls-%1$s", "kind": "hls", "audio": {}, "ladder": [{%2$s}]%3$s}
                        """.formatted(name, video, edits));
            }
        }
        workshop = new TrackWorkshop(folder, "{\"extends\": false, \"profiles\": [" + profiles.substring(1) + "]}");
    }

    /** The track of both, and one with a constant rate from 0 on, as packages of other sources have. */
    @ParameterizedTest(name = "{0} frames at {1} in {2} at {3}")
    @CsvSource({
        "120, 60, mp4, 30",
        "121, 60, mp4, 30",
        "120, 60, matroska, 30",
        "120, 60, mpegts, 30",
        "101, 50, mp4, 25",
        "120, 60000/1001, mp4, 30",
        "119, 60000/1001, matroska, 30",
        "240, 120, mp4, 30",
        "241, 120, mp4, 30",
        "243, 120, mp4, 30",
    })
    void packageAndMp4HaveTheSameFrames(int frames, String rate, String muxer, int most) throws IOException {
        List<List<String>> both = both(source(frames, rate, muxer), most + "-all");

        assertThat(both.get(0)).isEqualTo(both.get(1)).hasSizeGreaterThan(45);
    }

    /** A clip may end within a frame, and rounded times of a source within a half: then the end is rounded in another way. */
    @ParameterizedTest(name = "{0} frames at {1} in {2}: {3}")
    @CsvSource({"180, 60, mp4, 30-1", "180, 60, mp4, 30-101", "360, 120, mp4, 30-1005", "121, 60, matroska, 30-all"})
    void onlyTheLastFrameMayDiffer(int frames, String rate, String muxer, String name) throws IOException {
        List<List<String>> both = both(source(frames, rate, muxer), name);

        int least = Math.min(both.get(0).size(), both.get(1).size());
        assertThat(least).isGreaterThanOrEqualTo(30);
        assertThat(both).allSatisfy(list -> assertThat(list).hasSizeLessThanOrEqualTo(least + 1));
        assertThat(both.get(0).subList(0, least)).isEqualTo(both.get(1).subList(0, least));
    }

    /** The frames of the track of a package and an MP4, and those of a track at a constant rate. */
    private List<List<String>> both(Path source, String name) throws IOException {
        StreamingPlan plan = (StreamingPlan) workshop.plan(source, "hls-" + name);
        StreamingPlan constant =
                withTiming(plan, new FrameTiming.Constant(SLACK, plan.duration(), "the test compares it"));
        Map<String, Ending.Encoded> made = workshop.make(source, "hls-" + name + " mp4-" + name, List.of());
        assertThat(workshop.encoders(0)).containsExactly("libx264");

        Ending.Encoded alone = workshop.make(source, constant);

        assertThat(workshop.encoders(1)).containsExactly("libx264");
        return List.of(frames(made.get("hls-" + name)), frames(alone));
    }

    private Path source(int frames, String rate, String muxer) {
        return TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=160x120:rate=" + rate + " -frames:v " + frames
                        + " -c:v libx264 -preset ultrafast -bf 2 -f " + muxer);
    }

    private static StreamingPlan withTiming(StreamingPlan plan, FrameTiming timing) {
        return new StreamingPlan(
                plan.profile(),
                plan.ladder(),
                plan.sounds(),
                plan.texts(),
                plan.clip(),
                timing,
                plan.omissions(),
                plan.duration());
    }

    /** The hashes and times of the video's frames. */
    private static List<String> frames(Ending.Encoded made) {
        return TrackWorkshop.frames(TrackWorkshop.file(made, made.tracks().get(0)), "v").stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
