package dev.renditions.kind.streaming;

import static dev.renditions.testing.Media.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Bursts;
import dev.renditions.media.Color;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the tracks of a ladder are those of an MP4, and why not elsewhere. */
final class LadderTimingTest {
    private static final int MOST = 30;
    private static final VideoSettings RUNG = new VideoSettings(VideoCodec.H264, "veryfast", 23, 720, 3000, MOST, 2);
    private static final AudioSettings SOUND = new AudioSettings(AudioCodec.AAC, 128, 2, 48_000);

    private double rate = 25;
    private boolean regular = true;
    private Duration begins = Duration.ZERO;
    private Duration heardUntil = seconds(10);
    private long frames = 250;
    private Duration lasts = seconds(10);
    private Optional<Clip> clip = Optional.empty();

    @Test
    void constantRateFromZeroNeedsNothingElseThanAnMp4() {
        assertThat(plan().tracks().get(0)).isEqualTo(mp4().get(0));
        assertThat(plan().tracks().get(1).sources()).contains(mp4().get(1));
        assertThat(plan().ladder().get(0).frameRate()).contains(25.0);
    }

    @Test
    void tracksMayEndAFrameApart() {
        heardUntil = Duration.ofMillis(10_040);
        assertThat(reason()).isEmpty();
        heardUntil = Duration.ofMillis(9_960);
        assertThat(silence()).isEqualTo(AudioRecipe.Silence.NONE);
    }

    @Test
    void audioThatPlaysLongerRepeatsTheLastFrame() {
        heardUntil = Duration.ofMillis(10_100);
        assertThat(reason()).contains("the audio plays longer than the video");
        assertThat(silence()).isEqualTo(AudioRecipe.Silence.NONE);
    }

    @Test
    void audioThatEndsEarlyIsFollowedBySilence() {
        heardUntil = seconds(9);
        assertThat(reason()).isEmpty();
        assertThat(silence().length()).contains(seconds(10));
        assertThat(silence().padding()).isGreaterThan(seconds(1));
    }

    @Test
    void irregularFramesGetAConstantRate() {
        regular = false;
        assertThat(reason()).contains("the source's frame rate varies");
        assertThat(plan().tracks().get(0).summary()).endsWith("since the source's frame rate varies");
    }

    @Test
    void lateFirstFrameIsRepeatedFromZeroOn() {
        begins = Duration.ofMillis(40);
        assertThat(reason()).contains("its first frame is not shown at 0");
    }

    @Test
    void slowSourceRepeatsFrames() {
        rate = 5;
        frames = 50;
        assertThat(reason()).contains("the source has 5.0 frames a second, the ladder 10.0");
    }

    /** The same frames are dropped for both, whatever the ratio. */
    @ParameterizedTest
    @CsvSource({"60, 240", "60, 241", "50, 250", "120, 480", "120, 481", "59.94005994005994, 240", "48, 193"})
    void fastSourceLosesTheSameFramesAsAnMp4(double of, long many) {
        rate = of;
        frames = many;
        lasts = Duration.ofNanos(Math.round(many / of * 1e9));
        heardUntil = lasts;
        assertThat(reason()).isEmpty();
        assertThat(plan().tracks().get(0)).isEqualTo(mp4().get(0));
        assertThat(plan().ladder().get(0).frameRate()).contains((double) MOST);
        assertThat(plan().tracks().get(0).settings()).containsEntry("frameRate", (double) MOST);
        assertThat(plan().tracks().get(0).summary()).endsWith("frames as in the source up to the highest rate");
    }

    /** The 481 frames become 120, which end at 4 s. */
    @Test
    void lastFrameThatIsDroppedDoesNotCount() {
        rate = 120;
        frames = 481;
        lasts = Duration.ofMillis(4_008);
        heardUntil = Duration.ofMillis(4_050);
        assertThat(reason()).isEmpty();
        heardUntil = Duration.ofMillis(4_055);
        assertThat(reason()).contains("the audio plays longer than the video");
    }

    @Test
    void clipOfAFastSourceMustBeginWithAFrame() {
        rate = 60;
        frames = 600;
        clip = Optional.of(new Clip(Duration.ofMillis(2_050), seconds(1)));
        assertThat(reason()).isEmpty();
        assertThat(plan().tracks().get(0)).isEqualTo(mp4().get(0));
        clip = Optional.of(new Clip(Duration.ofMillis(2_060), seconds(1)));
        assertThat(reason()).contains("its first frame is not shown at 0");
    }

    @Test
    void missingFramesAtTheEndAreRepeated() {
        frames = 240;
        assertThat(reason()).contains("the audio plays longer than the video");
    }

    @Test
    void clipMustBeginWithAFrame() {
        clip = Optional.of(new Clip(seconds(2), seconds(3)));
        assertThat(reason()).isEmpty();
        assertThat(plan().tracks().get(0)).isEqualTo(mp4().get(0));
        assertThat(silence()).isEqualTo(AudioRecipe.Silence.NONE);
        clip = Optional.of(new Clip(Duration.ofMillis(2_010), seconds(3)));
        assertThat(reason()).contains("its first frame is not shown at 0");
    }

    @Test
    void unmeasuredPacketsShareNothing() {
        StreamingPlan plan = (StreamingPlan) Planner.plan(media(), ladder());
        assertThat(plan.timing()).isInstanceOf(FrameTiming.Constant.class);
        assertThat(plan.sounds().get(0).silence()).isNotEqualTo(AudioRecipe.Silence.NONE);
    }

    private Optional<String> reason() {
        return plan().timing() instanceof FrameTiming.Constant constant
                ? Optional.of(constant.reason())
                : Optional.empty();
    }

    private AudioRecipe.Silence silence() {
        return plan().sounds().get(0).silence();
    }

    private StreamingPlan plan() {
        return (StreamingPlan) Planner.planEncode(media(), ladder(), stats());
    }

    private List<TrackRecipe> mp4() {
        VideoProfile profile = new VideoProfile("mp4", "", Duration.ofDays(1), RUNG, SOUND, edits());
        return ((Plan.Make) Planner.planEncode(media(), profile, stats())).tracks();
    }

    private Edits edits() {
        return new Edits(clip, Optional.empty(), List.of());
    }

    private StreamingProfile ladder() {
        return new StreamingProfile(
                "hls", "", Duration.ofDays(1), List.of(RUNG), List.of(SOUND), 6, edits(), Background.WHITE, false);
    }

    private MediaInfo media() {
        Size size = new Size(1280, 720);
        Span shown = new Span(begins, begins.plus(lasts));
        VideoStream video = new VideoStream(
                0,
                "h264",
                size,
                size,
                Orientation.UPRIGHT,
                Optional.of(rate),
                "yuv420p",
                Color.UNKNOWN,
                false,
                false,
                true,
                Optional.of(shown));
        AudioStream audio =
                new AudioStream(1, "aac", 2, 48_000, "", true, Optional.of(new Span(Duration.ZERO, heardUntil)));
        return new MediaInfo("mov", Optional.of(lasts), List.of(video), List.of(audio), List.of(), 0);
    }

    private PacketStats stats() {
        FrameGrids grids = new FrameGrids(frames, Map.of(rate, 0L));
        VideoPackets video = new VideoPackets(
                rate, Duration.ofMillis(40), new Bursts(Map.of()), grids, seconds(2), 50, true, true, regular);
        return new PacketStats(Optional.of(video), Optional.of(new AudioPackets(1, heardUntil, true)));
    }
}
