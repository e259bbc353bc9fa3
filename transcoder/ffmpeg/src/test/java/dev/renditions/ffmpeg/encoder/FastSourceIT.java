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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages and MP4s of sources that are faster than the profile allows: one track, where it has the same frames for both. */
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
        String profiles = "";
        for (int most : List.of(25, 30)) {
            String video = String.format(H264, most);
            for (String clip : List.of("", "1", "1.01", "1.005")) {
                String edits = clip.isEmpty() ? "" : ", " + String.format(CLIP, clip);
                profiles += """
                        , {"name": "mp4-%1$s-%3$s", "kind": "video", "audio": {}, "video": {%2$s}%4$s},
                        {"name": "hls-%1$s-%3$s", "kind": "hls", "audio": {}, "ladder": [{%2$s}]%4$s}
                        """.formatted(most, video, clip.replace(".", ""), edits);
            }
        }
        workshop = new TrackWorkshop(folder, "{\"extends\": false, \"profiles\": [" + profiles.substring(1) + "]}");
    }

    /** The track of both, and one with a constant rate from 0 on, as HLS has of other sources. */
    @ParameterizedTest(name = "{0} frames at {1} in {2} at {3} {4}")
    @CsvSource({
        "120, 60, mp4, 30, ''",
        "121, 60, mp4, 30, ''",
        "120, 60, matroska, 30, ''",
        "120, 60, mpegts, 30, ''",
        "101, 50, mp4, 25, ''",
        "240, 120, mp4, 30, ''",
        "243, 120, mp4, 30, ''",
        "121, 60000/1001, mp4, 30, ''",
        "119, 60000/1001, matroska, 30, ''",
        "180, 60, mp4, 30, 1",
        "180, 60, mp4, 30, 101",
    })
    void sameFramesAreShared(int frames, String rate, String muxer, int most, String clip) throws IOException {
        Path source = source(frames, rate, muxer);
        String name = "hls-" + most + "-" + clip;
        StreamingPlan plan = (StreamingPlan) workshop.plan(source, name);
        StreamingPlan constant = withTiming(
                plan, new FrameTiming.Constant(SLACK, plan.duration(), "tests compare it"));

        var made = workshop.make(source, name + " mp4-" + most + "-" + clip, List.of());
        Ending.Encoded alone = workshop.make(source, constant);

        assertThat(workshop.encoders(0)).containsExactlyInAnyOrder("libx264", "aac", "libx264", "aac");
        assertThat(plan.tracks().get(0)).isNotEqualTo(constant.tracks().get(0));
        assertThat(frames(made.get(name))).isEqualTo(frames(alone)).hasSizeGreaterThan(25);
    }

    /** Ffmpeg leaves the last frame out of the MP4, so the package has a track of its own. */
    @ParameterizedTest(name = "{0} frames at {1} in {2} at {3} {4}")
    @CsvSource({"241, 120, mp4, 30, ''", "120, 60000/1001, mp4, 30, ''", "360, 120, mp4, 30, 1005"})
    void lastFrameIsKept(int frames, String rate, String muxer, int most, String clip) throws IOException {
        Path source = source(frames, rate, muxer);
        String hls = "hls-" + most + "-" + clip;
        String mp4 = "mp4-" + most + "-" + clip;

        var made = workshop.make(source, hls + " " + mp4, List.of());

        assertThat(workshop.encoders(0)).filteredOn("libx264"::equals).hasSize(2);
        assertThat(frames(made.get(hls))).hasSize(frames(made.get(mp4)).size() + 1);
    }

    private Path source(int frames, String rate, String muxer) {
        String seconds = frames + "*" + (rate.contains("/") ? rate.replaceAll("(.*)/(.*)", "$2/$1") : "1/" + rate);
        return TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=160x120:rate=" + rate
                        + " -f lavfi -i aevalsrc=sin(1000*t)*lt(t\\," + seconds + ")" + " -frames:v " + frames
                        + " -shortest -c:v libx264 -preset ultrafast -bf 2 -c:a ac3 -f " + muxer);
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
