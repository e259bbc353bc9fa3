package dev.renditions.kind.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.Bursts;
import dev.renditions.media.Color;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.SourceClock;
import dev.renditions.media.Span;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SegmentRulesTest {
    private static final VideoSettings SETTINGS = new VideoSettings(VideoCodec.H264, "veryfast", 23, 720, 3000, 60, 2);

    /** A source and its track: a film of 25 frames a second, in the source's timing. Fields inject flaws. */
    private static final class Scene {
        private double rate = 25;
        private long frames = 25 * 300;
        private Optional<Double> rungRate = Optional.empty();
        private Duration phase = Duration.ZERO;
        private int gop = 50;
        private FrameTiming timing = FrameTiming.SOURCE;
        private Optional<Clip> clip = Optional.empty();
        private Duration start = Duration.ZERO;
        private String codec = "h264";
        private boolean delayed;
        private boolean jumps;
        private boolean whole = true;
        private boolean closed = true;
        private boolean regular = true;
        private boolean measured = true;
        private boolean seekable = true;
        private Duration longestGop = Duration.ofSeconds(10);

        Segmentation decide() {
            VideoPackets packets = new VideoPackets(
                    rate,
                    Duration.ofMillis(40),
                    new Bursts(Map.of()),
                    new FrameGrids(frames, Map.of()),
                    longestGop,
                    250,
                    whole,
                    closed,
                    regular);
            Rung rung = new Rung(
                    0, SETTINGS, new Size(1280, 720), rungRate, phase, gop, FrameConversion.NONE, Color.UNKNOWN);
            return Segmentation.of(
                    new VideoRecipe(rung, timing, clip, Optional.empty()),
                    media(),
                    measured ? new PacketStats(Optional.of(packets), Optional.empty()) : PacketStats.NONE,
                    seekable);
        }

        private MediaInfo media() {
            VideoStream usual = Media.video(1280, 720);
            VideoStream video = new VideoStream(
                    0,
                    codec,
                    usual.coded(),
                    usual.displayed(),
                    Orientation.UPRIGHT,
                    Optional.of(rate),
                    "yuv420p",
                    Color.UNKNOWN,
                    false,
                    false,
                    true,
                    Optional.of(new Span(start, Duration.ofHours(9))),
                    usual.coding(),
                    usual.parts(),
                    delayed);
            Optional<Duration> jump = jumps ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
            return new MediaInfo(
                    "mp4",
                    false,
                    Optional.of(Duration.ofHours(9)),
                    List.of(video),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    new SourceClock(false, Map.of(), Duration.ZERO, Map.of(), jump),
                    List.of());
        }

        Segmentation.Cut cut() {
            return (Segmentation.Cut) decide();
        }
    }

    private static FrameTiming.Constant constant(Duration length) {
        return new FrameTiming.Constant(Duration.ZERO, Optional.ofNullable(length), "of a test");
    }

    @Test
    void aSegmentHasTheMostGopsThatPlay45Seconds() {
        assertThat(new Scene().cut())
                .isEqualTo(new Segmentation.Cut(
                        25,
                        Duration.ZERO,
                        List.of(
                                new Segment(0, 1100, false),
                                new Segment(1100, 2200, false),
                                new Segment(2200, 3300, false),
                                new Segment(3300, 4400, false),
                                new Segment(4400, 5500, false),
                                new Segment(5500, 6600, false),
                                new Segment(6600, 7500, true))));
    }

    @ParameterizedTest(name = "{0} frames at {1} with GOPs of {2}: {3} segments, the last of {4}")
    @CsvSource({
        "3000, 25, 50, 3, 800",
        "3849, 25, 50, 3, 1649",
        "3850, 25, 50, 4, 550",
        "3597, 29.97002997002997, 60, 3, 957",
        "7200, 60, 120, 3, 1920",
        "1200, 10, 20, 3, 320",
        "180000, 25, 50, 164, 700",
        "5000, 25, 2000, 3, 1000",
    })
    void bordersAreAtGopsAndTheLastSegmentIsNeitherShortNorLong(
            long frames, double rate, int gop, int segments, long last) {
        Scene scene = new Scene();
        scene.frames = frames;
        scene.rate = rate;
        scene.gop = gop;

        List<Segment> cut = scene.cut().segments();

        assertThat(cut).hasSize(segments);
        Segment end = cut.get(segments - 1);
        assertThat(end.endFrame() - end.firstFrame()).isEqualTo(last);
        assertThat(end.endFrame()).isEqualTo(frames);
        long at = 0;
        for (Segment segment : cut) {
            assertThat(segment.firstFrame()).isEqualTo(at);
            assertThat(segment.firstFrame() % gop).isZero();
            assertThat(segment.last()).isEqualTo(segment.equals(end));
            at = segment.endFrame();
        }
    }

    @Test
    void aConstantRateIsThatOfTheRung() {
        Scene scene = new Scene();
        scene.regular = false;
        scene.rungRate = Optional.of(30.0);
        scene.phase = Duration.ofMillis(-3);
        scene.gop = 60;
        scene.start = Duration.ofSeconds(1);
        scene.timing = constant(Duration.ofMinutes(2));

        assertThat(scene.cut())
                .isEqualTo(new Segmentation.Cut(
                        30,
                        Duration.ofMillis(-3),
                        List.of(
                                new Segment(0, 1320, false),
                                new Segment(1320, 2640, false),
                                new Segment(2640, 3600, true))));
    }

    @Test
    void aLowerRateThanThatOfTheSourceHasFewerFrames() {
        Scene scene = new Scene();
        scene.rate = 60;
        scene.frames = 60 * 130;
        scene.rungRate = Optional.of(30.0);
        scene.gop = 60;

        List<Segment> segments = scene.cut().segments();

        assertThat(scene.cut().frameRate()).isEqualTo(30);
        assertThat(segments.get(segments.size() - 1).endFrame()).isEqualTo(30 * 130);
    }

    @Test
    void bordersDependOnlyOnRateAndGop() {
        Scene one = new Scene();
        Scene other = new Scene();
        other.timing = constant(Duration.ofMinutes(5));
        other.rungRate = Optional.of(25.0);

        assertThat(other.cut().segments()).isEqualTo(one.cut().segments());
    }

    @Test
    void leadingFramesOfHevcAreSkipped() {
        Scene scene = new Scene();
        scene.closed = false;
        scene.codec = "hevc";

        assertThat(scene.decide()).isInstanceOf(Segmentation.Cut.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("obstacles")
    void saysWhyATrackIsNotCut(String reason, Consumer<Scene> flaw) {
        Scene scene = new Scene();
        flaw.accept(scene);

        assertThat(scene.decide()).isEqualTo(new Segmentation.Whole(reason));
    }

    static Stream<Arguments> obstacles() {
        return Stream.of(
                flaw("it plays less than two minutes", scene -> scene.frames = 2999),
                flaw("it plays less than two minutes", scene -> {
                    scene.rungRate = Optional.of(25.0);
                    scene.timing = constant(Duration.ofMillis(119_999));
                }),
                flaw("it is a clip", scene -> scene.clip = Optional.of(new Clip(Duration.ZERO, Duration.ofMinutes(3)))),
                flaw("the source's clock is not that of its frames", scene -> scene.jumps = true),
                flaw("the source's clock is not that of its frames", scene -> scene.delayed = true),
                flaw("the source can't be decoded from any of its key frames on", scene -> scene.seekable = false),
                flaw(
                        "an edit list hides frames of the source, or it does not begin with a key frame",
                        scene -> scene.whole = false),
                flaw("frames of the source need those before their key frame", scene -> scene.closed = false),
                flaw("its key frames are up to 21 s apart", scene -> scene.longestGop = Duration.ofMillis(21_900)),
                flaw("the source's frame rate varies", scene -> scene.regular = false),
                flaw("its first frame is not shown at 0", scene -> scene.start = Duration.ofMillis(40)),
                flaw("the times of its frames are unknown", scene -> scene.measured = false),
                flaw("its duration is unknown", scene -> {
                    scene.rungRate = Optional.of(25.0);
                    scene.timing = constant(null);
                }),
                flaw("its frame rate is unknown", scene -> scene.timing = constant(Duration.ofMinutes(5))));
    }

    private static Arguments flaw(String reason, Consumer<Scene> flaw) {
        return Arguments.of(reason, flaw);
    }
}
