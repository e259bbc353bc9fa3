package dev.renditions.kind;

import static dev.renditions.testing.Media.audio;
import static dev.renditions.testing.Media.seconds;
import static dev.renditions.testing.Media.video;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans for video. */
final class VideoPlansTest {
    private static final StreamingProfile LADDER = new StreamingProfile(
            "ladder",
            "",
            Duration.ofDays(1),
            Stream.of(1080, 720, 480, 360)
                    .map(side -> new VideoSettings(VideoCodec.H264, "veryfast", 23, side, 4 * side, 60, 2))
                    .toList(),
            new AudioSettings(AudioCodec.AAC, 128, 2, 48_000),
            6,
            Edits.NONE);

    @ParameterizedTest(name = "{0}x{1} becomes {2}")
    @CsvSource({
        "3840, 2160, 1920x1080 1280x720 854x480 640x360",
        "1920, 1080, 1920x1080 1280x720 854x480 640x360",
        "1080, 1920, 1080x1920 720x1280 480x854 360x640",
        "1440, 1080, 1440x1080 960x720 640x480 480x360",
        "1600,  900, 1600x900 1280x720 854x480 640x360",
        "1280,  720, 1280x720 854x480 640x360",
        "1366,  768, 1280x720 854x480 640x360",
        " 854,  480, 854x480 640x360",
        " 640,  360, 640x360",
        " 720,  405, 640x360",
        " 768,  576, 768x576 640x480 480x360",
        " 800,  600, 800x600 640x480 480x360",
        " 320,  180, 320x180",
        "   2,    2, 2x2",
        " 161,  121, 160x120",
    })
    void ladderHasTheRungsThatTheSourceFills(int width, int height, String sizes) {
        VideoStream stream = video(0, width, height, 25, 0, Color.UNKNOWN, false, true);
        assertThat(ladder(stream).ladder().stream().map(r -> r.size().toString()))
                .containsExactlyElementsOf(Arrays.asList(sizes.split(" ")));
    }

    @ParameterizedTest(name = "{0} frames a second become {1}, a key frame each {2}")
    @CsvSource({
        "25, 25, 50",
        "29.97, 29.97, 60",
        "120, 60, 120",
        "23.976, 23.976, 48",
        "15, 15, 30",
        "7.5, 10, 20",
        "0.1, 10, 20"
    })
    void ladderHasAConstantFrameRateAndAlignedKeyFrames(double has, double becomes, int gop) {
        VideoStream stream = video(0, 1920, 1080, has, 0, Color.UNKNOWN, false, true);
        assertThat(ladder(stream).ladder()).allSatisfy(rung -> {
            assertThat(rung.frameRate()).contains(becomes);
            assertThat(rung.gopFrames()).isEqualTo(gop);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mp4-1080p",
                "mp4-720p",
                "mp4-480p",
                "mp4-360p",
                "hevc-1080p",
                "hevc-720p",
                "av1-1080p",
                "av1-720p"
            })
    void everyProfileRotatesScalesDownAndRoundsToEven(String name) {
        VideoProfile profile = (VideoProfile) profile(name);
        int side = profile.video().shortSide();

        Rung turned = rung(video(0, 3840, 2160, 120, 90, Media.PQ, false, true), profile);
        assertThat(turned.size().width()).isEqualTo(side);
        assertThat(turned.size().height() % 2).isZero();
        assertThat(turned.frameRate()).contains(60.0);
        assertThat(turned.conversion().toneMap()).isTrue();
        assertThat(turned.color()).isEqualTo(new Color("bt709", "bt709", "bt709", "tv"));
        assertThat(rung(video(0, 161, 121, 24, 0, Color.UNKNOWN, false, true), profile)
                        .size())
                .isEqualTo(new Size(160, 120));
    }

    @Test
    void pixelsThatAreNotSquareBecomeSquare() {
        VideoStream dvd = with(video(720, 576), new Size(1024, 576), "yuv420p", Color.UNKNOWN, true);
        Rung rung = rung(dvd, profile("mp4-1080p"));
        assertThat(rung.size()).isEqualTo(new Size(1024, 576));
        assertThat(rung.conversion().deinterlace()).isTrue();
    }

    @ParameterizedTest(name = "{0}x{1} that states {2} becomes {3}")
    @CsvSource({
        "1920, 1080, '|||', bt709|bt709|bt709|tv",
        "1280, 720, '|||pc', bt709|bt709|bt709|tv",
        "640, 480, '|||', smpte170m|smpte170m|smpte170m|tv",
        "720, 576, '|||', bt470bg|smpte170m|bt470bg|tv",
        "352, 288, '|||', bt470bg|smpte170m|bt470bg|tv",
        "1920, 1080, bt470bg|smpte170m|smpte170m|tv, bt470bg|smpte170m|smpte170m|tv",
        "1920, 1080, '||bt709|tv', bt709|bt709|bt709|tv",
        "640, 480, 'bt709|||tv', bt709|bt709|bt709|tv",
        "1920, 1080, '||bt470bg|tv', bt470bg|smpte170m|bt470bg|tv",
        "1920, 1080, bt709|iec61966-2-1|bt709|tv, bt709|iec61966-2-1|bt709|tv",
        "1920, 1080, bt2020|bt709|bt2020nc|tv, bt709|bt709|bt709|tv",
        "1920, 1080, smpte432|bt709|bt709|tv, bt709|bt709|bt709|tv",
        "1920, 1080, bt709|log100|ycgco|tv, bt709|bt709|bt709|tv",
        "640, 480, film|smpte428|fcc|tv, bt709|bt709|bt709|tv",
        "640, 480, bt470m|bt2020-10|ictcp|tv, smpte170m|smpte170m|smpte170m|tv",
        "1920, 1080, bt2020|smpte2084|bt2020nc|tv, bt709|bt709|bt709|tv",
        "1920, 1080, bt2020|arib-std-b67|bt2020nc|tv, bt709|bt709|bt709|tv",
        "640, 480, '||gbr|pc', smpte170m|smpte170m|smpte170m|tv",
    })
    void colorsAreStatedAsInTheSourceOrAsAssumed(int width, int height, String stated, String becomes) {
        VideoStream stream = with(video(width, height), new Size(width, height), "yuv420p", color(stated), false);
        assertThat(rung(stream, profile("mp4-480p")).color()).isEqualTo(color(becomes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb24", "bgr0", "gbrp", "pal8", "rgba", "bgra", "0rgb", "gbrp10le", "rgb48le"})
    void rgbBecomesBt709(String pixels) {
        VideoStream stream = with(video(320, 240), new Size(320, 240), pixels, Color.UNKNOWN, false);
        assertThat(rung(stream, profile("mp4-480p")).color().space()).isEqualTo("bt709");
    }

    @ParameterizedTest(name = "from {0} ms for {1} ms: {2} ms of 10 s")
    @CsvSource({"0, 4000, 4000", "3000, 4000, 4000", "8000, 4000, 2000", "9900, 500, 100", "0, 60000, 10000"})
    void clipEndsWithTheSource(long start, long length, long becomes) {
        VideoPlan plan = (VideoPlan) Planner.plan(Media.of(video(640, 360), audio(1, 2)), clipped(start, length));
        assertThat(plan.duration()).contains(Duration.ofMillis(becomes));
        assertThat(plan.clip()).isPresent();
    }

    @Test
    void hevcDoesNotApplyToVideoThatIsTooSmall() {
        MediaInfo tiny = Media.of(video(0, 640, 14, 25, 0, Color.UNKNOWN, false, true));
        assertThat(Planner.plan(tiny, profile("hevc-720p")))
                .isEqualTo(new Plan.NotApplicable("it is smaller than 16 pixels, the minimum of HEVC"));
        assertThat(Planner.plan(tiny, profile("mp4-720p"))).isInstanceOf(VideoPlan.class);
        assertThat(Planner.plan(tiny, profile("av1-720p"))).isInstanceOf(VideoPlan.class);
    }

    @Test
    void clipThatBeginsAfterTheVideoEndsIsNotApplicable() {
        MediaInfo media = Media.of(video(640, 360));
        assertThat(Planner.plan(media, clipped(10_000, 1000)))
                .isEqualTo(new Plan.NotApplicable("it ends before the clip begins, at 10.0 s"));
        MediaInfo longerSound = new MediaInfo(
                "mov", Optional.of(seconds(60)), List.of(video(640, 360)), List.of(audio(1, 2)), List.of(), 0);
        assertThat(Planner.plan(longerSound, clipped(20_000, 1000))).isInstanceOf(Plan.NotApplicable.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 4000, true", "1000, 500, true", "4000, 1000, false", "5000, 1000, false", "0, 1000, false"})
    void audioOutsideTheClipIsLeftOut(long start, long length, boolean kept) {
        AudioStream sound =
                new AudioStream(1, "aac", 2, 48_000, "", true, Optional.of(new Span(seconds(1), seconds(4))));
        VideoPlan plan = (VideoPlan) Planner.plan(Media.of(video(640, 360), sound), clipped(start, length));
        assertThat(plan.sound().isPresent()).isEqualTo(kept);
    }

    private static Profile clipped(long start, long length) {
        VideoProfile mp4 = (VideoProfile) profile("mp4-720p");
        Clip clip = new Clip(Duration.ofMillis(start), Duration.ofMillis(length));
        return new VideoProfile(
                "clip",
                "",
                mp4.ttl(),
                mp4.video(),
                mp4.audio(),
                new Edits(Optional.of(clip), Optional.empty(), List.of()));
    }

    private static Color color(String text) {
        List<String> parts = Arrays.stream(text.split("\\|", -1)).collect(Collectors.toList());
        return new Color(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    private static StreamingPlan ladder(VideoStream stream) {
        return (StreamingPlan) Planner.plan(Media.of(stream, audio(1, 2)), LADDER);
    }

    private static Rung rung(VideoStream stream, Profile profile) {
        return ((VideoPlan) Planner.plan(Media.of(stream, audio(1, 6)), profile)).rung();
    }

    private static Profile profile(String name) {
        return ProfileCatalog.builtIn().find(name).orElseThrow();
    }

    private static VideoStream with(VideoStream v, Size displayed, String pixels, Color color, boolean interlaced) {
        return new VideoStream(
                v.index(),
                v.codec(),
                v.coded(),
                displayed,
                v.orientation(),
                v.frameRate(),
                pixels,
                color,
                interlaced,
                false,
                true,
                Optional.of(new Span(Duration.ZERO, seconds(10))));
    }
}
