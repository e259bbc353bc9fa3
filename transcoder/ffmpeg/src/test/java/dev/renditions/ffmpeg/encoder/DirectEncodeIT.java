package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.streaming.StreamingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A rendition that is assembled from tracks has the frames and the samples, at the same times, of one that a single run of ffmpeg
 * encodes into its files.
 */
@Timeout(180)
class DirectEncodeIT {
    private static final String PICTURE = "-f lavfi -i testsrc2=size=320x180:rate=";
    private static final String SOUND = " -f lavfi -i sine=frequency=440:sample_rate=48000:duration=3 ";

    private static final String H264 = "\"preset\": \"veryfast\", \"shortSide\": 120, \"maxRateKbps\": 20000";
    private static final String HEVC =
            "\"codec\": \"hevc\", \"preset\": \"ultrafast\", \"shortSide\": 120, \"maxRateKbps\": 20000";
    private static final String AV1 =
            "\"codec\": \"av1\", \"preset\": \"12\", \"shortSide\": 120, \"maxRateKbps\": 2000";
    private static final String CLIP = "\"clip\": {\"startSeconds\": 0.51, \"lengthSeconds\": 2.2}";

    private static final String PROFILES = """
            {"extends": false, "profiles": [
              {"name": "h264", "kind": "video", "audio": {}, "video": {%1$s}},
              {"name": "h264-clip", "kind": "video", "audio": {}, "video": {%1$s}, %4$s},
              {"name": "hevc", "kind": "video", "audio": {}, "video": {%2$s}},
              {"name": "hevc-clip", "kind": "video", "audio": {}, "video": {%2$s}, %4$s},
              {"name": "av1", "kind": "video", "audio": {"codec": "opus"}, "video": {%3$s}},
              {"name": "av1-clip", "kind": "video", "audio": {"codec": "opus"}, "video": {%3$s}, %4$s},
              {"name": "hls", "kind": "hls", "audio": {}, "ladder": [{%1$s}]},
              {"name": "hls-clip", "kind": "hls", "audio": {}, "ladder": [{%1$s}], %4$s},
              {"name": "hls-av1", "kind": "hls", "audio": {}, "ladder": [{%3$s}]},
              {"name": "hls-hevc", "kind": "hls", "audio": {}, "ladder": [{%2$s}]}]}""".formatted(H264, HEVC, AV1, CLIP);

    @TempDir
    private Path folder;

    private TrackWorkshop workshop;

    @BeforeEach
    void prepare() throws IOException {
        // Encoders have one thread here: with more, x264 does not always repeat itself.
        workshop = new TrackWorkshop(folder, PROFILES);
    }

    @ParameterizedTest(name = "{0} of {1}{2} {3}")
    @CsvSource({
        "h264, 25:duration=3, '', -bf 2 -f mp4",
        "h264, 30000/1001:duration=3, '', -bf 2 -f mp4",
        "h264, 25:duration=3, ' -itsoffset 0.5', -f mp4",
        "h264, '25:duration=3,settb=1/1000,setpts=PTS+0.01*sin(N)/TB', '', -fps_mode passthrough -enc_time_base:v 1/1000 -f mp4",
        "h264, 30000/1001:duration=3, '', -bf 2 -f matroska",
        "h264, 25:duration=3, '', -bf 2 -f mpegts",
        "h264-clip, 25:duration=3, '', -bf 2 -f mp4",
        "hevc, 25:duration=3, '', -f mp4",
        "hevc, 30000/1001:duration=3, ' -itsoffset 0.5', -f matroska",
        "hevc, 25:duration=3, '', -bf 2 -f mpegts",
        "hevc-clip, 30000/1001:duration=3, '', -bf 2 -f matroska",
        "av1, 30000/1001:duration=3, '', -bf 2 -f mp4",
        "av1, 25:duration=3, ' -itsoffset 0.5', -f matroska",
        "av1, 25:duration=3, '', -bf 2 -f mpegts",
        "av1-clip, 25:duration=3, '', -bf 2 -f mp4",
    })
    void assembledVideoIsThatOfOneRun(String profile, String picture, String late, String muxer) throws IOException {
        Path source = source(picture, late, muxer);

        Path assembled =
                TrackWorkshop.output(workshop.make(source, profile, List.of()).get(profile));
        Path direct = DirectRun.of(workshop.counted(), folder).mp4();

        assertThat(frames(assembled, "v")).hasSizeGreaterThan(50).isEqualTo(frames(direct, "v"));
        assertThat(frames(assembled, "a")).hasSizeGreaterThan(90).isEqualTo(frames(direct, "a"));
    }

    @ParameterizedTest(name = "{0} of {1}{2} {3}")
    @CsvSource({
        "hls, 25:duration=3, '', -bf 2 -f mp4",
        "hls, 30000/1001:duration=3, '', -bf 2 -f mp4",
        "hls, 25:duration=3, ' -itsoffset 0.5', -f mp4",
        "hls, '25:duration=3,settb=1/1000,setpts=PTS+0.01*sin(N)/TB', '', -fps_mode passthrough -enc_time_base:v 1/1000 -f mp4",
        "hls, 30000/1001:duration=3, '', -bf 2 -f matroska",
        "hls, 25:duration=3, '', -bf 2 -f mpegts",
        "hls-clip, 25:duration=3, '', -bf 2 -f mp4",
        "hls-hevc, 30000/1001:duration=3, '', -bf 2 -f mp4",
        "hls-av1, 30000/1001:duration=3, '', -bf 2 -f matroska",
    })
    void assembledPackageIsThatOfOneRun(String profile, String picture, String late, String muxer) throws IOException {
        Path source = source(picture, late, muxer);

        Ending.Encoded made = workshop.make(source, profile, List.of()).get(profile);
        double rate = ((StreamingPlan) made.order().plan())
                .ladder()
                .get(0)
                .frameRate()
                .orElseThrow();
        DirectRun run = DirectRun.of(workshop.counted(), folder);
        Path direct = run.streaming(rate);

        assertThat(made.tracks()).hasSize(2);
        assertThat(frames(TrackWorkshop.file(made, made.tracks().get(0)), "v"))
                .hasSizeGreaterThan(50)
                .isEqualTo(frames(direct, "v"));
        assertThat(frames(TrackWorkshop.file(made, made.tracks().get(1)), "a"))
                .hasSizeGreaterThan(90)
                .isEqualTo(frames(run.streamingAudio(), "a"));
    }

    private Path source(String picture, String late, String muxer) {
        return TestMedia.make(
                folder.resolve("source"),
                PICTURE + picture + late + SOUND + "-c:v libx264 -preset veryfast -c:a ac3 -ac 2 " + muxer);
    }

    private static List<String> frames(Path file, String kind) {
        return TrackWorkshop.frames(file, kind);
    }
}
