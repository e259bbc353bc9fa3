package dev.renditions.kind;

import static dev.renditions.testing.Media.audio;
import static dev.renditions.testing.Media.seconds;
import static dev.renditions.testing.Media.soundOnly;
import static dev.renditions.testing.Media.still;
import static dev.renditions.testing.Media.video;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.kind.waveform.WaveformProfile;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlannerTest {
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    private static final VideoProfile MP4_720 =
            (VideoProfile) CATALOG.find("mp4-720p").orElseThrow();
    private static final Profile MP3 = CATALOG.find("audio-mp3").orElseThrow();
    private static final Profile WAVEFORM = CATALOG.find("waveform").orElseThrow();
    private static final Profile POSTER = CATALOG.find("poster").orElseThrow();

    @ParameterizedTest(name = "{0}x{1} turned by {2} becomes {3}x{4}")
    @CsvSource({
        "1920, 1080,   0, 1280,  720",
        "1920, 1080,  90,  720, 1280",
        "1920, 1080, 180, 1280,  720",
        "1080, 1920,   0,  720, 1280",
        " 640,  360,   0,  640,  360",
        " 321,  181,   0,  320,  180",
        " 161,  121,  90,  120,  160",
        "1440, 1080,   0,  960,  720",
        "2560, 1080,   0, 1706,  720",
        "   1,    1,   0,    2,    2",
        "1281,  721,   0, 1280,  720",
    })
    void rungsAreSizedByTheShortSideNeverEnlargedAndEven(
            int width, int height, int rotation, int outWidth, int outHeight) {
        VideoStream stream = video(0, width, height, 25, rotation, Color.UNKNOWN, false, true);
        assertThat(plan(Media.of(stream), MP4_720))
                .extracting(plan -> plan.rung().size())
                .isEqualTo(new Size(outWidth, outHeight));
    }

    @ParameterizedTest(name = "{0} frames a second: forced to {1}, a key frame each {2}")
    @CsvSource({"25, , 50", "23.976, , 48", "60, , 120", "59.94, , 120", "120, 60, 120", "1, , 2", "0.2, , 1"})
    void frameRateIsCappedNeverRaised(double rate, Double forced, int gop) {
        VideoPlan plan = plan(Media.of(video(0, 640, 360, rate, 0, Color.UNKNOWN, false, true)), MP4_720);
        assertThat(plan.rung().frameRate()).isEqualTo(Optional.ofNullable(forced));
        assertThat(plan.rung().gopFrames()).isEqualTo(gop);
    }

    @ParameterizedTest(name = "{0} channels become {1}")
    @CsvSource({"1, 1", "2, 2", "6, 2", "8, 2", "0, 2"})
    void moreThanTwoChannelsAreMixedDownAndOneStaysOne(int has, int becomes) {
        MediaInfo media = Media.of(video(640, 360), audio(1, has));
        assertThat(plan(media, MP4_720).sound().orElseThrow().channels()).isEqualTo(becomes);
        assertThat(((AudioPlan) Planner.plan(media, MP3)).sound().channels()).isEqualTo(becomes);
    }

    @ParameterizedTest(name = "{0} channels, at most {1}: {2}, mixed down: {3}")
    @CsvSource({
        "1, 2, 1, false",
        "2, 2, 2, false",
        "3, 2, 2, true",
        "4, 2, 2, true",
        "5, 2, 2, true",
        "6, 2, 2, true",
        "8, 2, 2, true",
        "9, 2, 2, true",
        "0, 2, 2, true",
        "1, 1, 1, false",
        "2, 1, 1, true",
        "6, 1, 1, true",
        "0, 1, 1, true",
    })
    void audioIsMixedDownIfTheSourceHasMoreOrUnknownChannels(int has, int most, int becomes, boolean mixed) {
        AudioProfile profile = new AudioProfile(
                "a", "", Duration.ofDays(1), new AudioSettings(AudioCodec.OPUS, 96, most, 48000), Optional.empty());
        AudioTrackPlan sound = ((AudioPlan) Planner.plan(soundOnly(audio(0, has)), profile)).sound();
        assertThat(sound.channels()).isEqualTo(becomes);
        assertThat(sound.input().channels()).isEqualTo(has);
        assertThat(sound.mixedDown()).isEqualTo(mixed);
        WaveformPlan waveform = (WaveformPlan) Planner.plan(soundOnly(audio(0, has)), WAVEFORM);
        assertThat(waveform).isEqualTo(new WaveformPlan((WaveformProfile) WAVEFORM, new AudioInput(0, has)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"audio-mp3", "audio-aac", "audio-opus", "waveform"})
    void audioProfilesDoNotApplyWithoutAudio(String profile) {
        Plan none = new Plan.NotApplicable("it has no audio");
        Profile wanted = CATALOG.find(profile).orElseThrow();
        assertThat(Planner.plan(Media.of(video(640, 360)), wanted)).isEqualTo(none);
        assertThat(Planner.plan(still(640, 360), wanted)).isEqualTo(none);
    }

    @ParameterizedTest(name = "default on the first {0}, the second {1}, the third {2}: number {3}, {4}")
    @CsvSource({
        "false, false, false, 1, en",
        "true, false, false, 1, en",
        "false, true, false, 2, ''",
        "false, false, true, 3, fre",
        "false, true, true, 2, ''",
        "true, true, true, 1, en",
    })
    void defaultTrackIsTakenWithItsLanguage(boolean first, boolean second, boolean third, int taken, String language) {
        MediaInfo media =
                Media.of(video(640, 360), track(1, "en", first), track(2, "", second), track(3, "fre", third));
        AudioTrackPlan sound = ((AudioPlan) Planner.plan(media, MP3)).sound();
        assertThat(sound.input().stream()).isEqualTo(taken);
        assertThat(sound.language()).isEqualTo(language);
        assertThat(plan(media, MP4_720).sound().orElseThrow().input().stream()).isEqualTo(taken);
        assertThat(((WaveformPlan) Planner.plan(media, WAVEFORM)).input().stream())
                .isEqualTo(taken);
    }

    private static AudioStream track(int index, String language, boolean main) {
        return new AudioStream(index, "aac", 2, 48000, language, main, Optional.empty());
    }

    @Test
    void silentVideoStaysSilent() {
        VideoPlan plan = plan(Media.of(video(640, 360)), MP4_720);
        assertThat(plan.sound()).isEmpty();
    }

    @Test
    void highDynamicRangeIsToneMapped() {
        MediaInfo media = Media.of(video(0, 640, 360, 25, 0, Media.PQ, false, true));
        assertThat(plan(media, MP4_720).rung().conversion().toneMap()).isTrue();
        assertThat(((ImagePlan) Planner.plan(media, POSTER)).conversion().toneMap())
                .isTrue();
    }

    @Test
    void defaultTracksAreTakenBeforeFirstOnes() {
        VideoStream first = video(0, 640, 360, 25, 0, Color.UNKNOWN, false, false);
        VideoStream main = video(2, 1280, 720, 25, 0, Color.UNKNOWN, false, true);
        AudioStream commentary = new AudioStream(1, "aac", 2, 48000, "", false, Optional.empty());
        MediaInfo media = new MediaInfo(
                "matroska,webm",
                Optional.of(seconds(10)),
                List.of(first, main),
                List.of(commentary, audio(3, 2)),
                List.of(),
                0);
        VideoPlan plan = plan(media, MP4_720);
        assertThat(plan.rung().stream()).isEqualTo(2);
        assertThat(plan.sound().orElseThrow().input().stream()).isEqualTo(3);
    }

    @Test
    void coverArtIsNotVideoButBecomesAPoster() {
        VideoStream cover = video(1, 500, 500, 25, 0, Color.UNKNOWN, true, false);
        MediaInfo media = Media.of(cover, audio(0, 2));
        assertThat(Planner.plan(media, MP4_720))
                .isEqualTo(new Plan.NotApplicable("it has no video, only an image attached to its audio"));
        ImagePlan poster = (ImagePlan) Planner.plan(media, POSTER);
        assertThat(poster.videoStream()).isEqualTo(1);
        assertThat(poster.seek()).isEqualTo(Duration.ZERO);
        assertThat(poster.candidates()).isEqualTo(1);
    }

    @Test
    void audioOnlySourceBecomesAudioOnly() {
        MediaInfo media = soundOnly(audio(0, 2));
        assertThat(Planner.plan(media, MP4_720)).isEqualTo(new Plan.NotApplicable("it has no video"));
        assertThat(Planner.plan(media, POSTER)).isEqualTo(new Plan.NotApplicable("it has no image or video"));
        assertThat(Planner.plan(media, MP3)).isInstanceOf(AudioPlan.class);
    }

    @Test
    void stillBecomesAPosterOnly() {
        assertThat(Planner.plan(still(4000, 3001), MP4_720)).isInstanceOf(Plan.NotApplicable.class);
        assertThat(Planner.plan(still(4000, 3001), MP3)).isEqualTo(new Plan.NotApplicable("it has no audio"));
        assertThat(((ImagePlan) Planner.plan(still(4000, 3001), POSTER)).size()).isEqualTo(new Size(1280, 960));
        assertThat(((ImagePlan) Planner.plan(still(33, 21), POSTER)).size()).isEqualTo(new Size(33, 21));
    }

    @Test
    void posterIsChosenFromTheMiddleThird() {
        ImagePlan poster = (ImagePlan) Planner.plan(Media.of(video(640, 360)), POSTER);
        assertThat(poster.seek()).isEqualTo(Duration.ofSeconds(10).dividedBy(3));
        assertThat(poster.candidates()).isEqualTo(50);
    }

    @Test
    void durationIsThatOfTheUsedStreams() {
        AudioStream shorter =
                new AudioStream(1, "aac", 2, 48000, "", true, Optional.of(new Span(seconds(2), seconds(6))));
        MediaInfo media = new MediaInfo(
                "mov", Optional.of(seconds(3600)), List.of(video(640, 360)), List.of(shorter), List.of(), 1);
        assertThat(plan(media, MP4_720).duration()).contains(seconds(10));
        assertThat(((AudioPlan) Planner.plan(media, MP3)).duration()).contains(seconds(6));
    }

    @Test
    void durationIncludesAudioThatOutlastsTheVideo() {
        AudioStream late =
                new AudioStream(1, "aac", 2, 48000, "", true, Optional.of(new Span(seconds(2), seconds(12))));
        MediaInfo media = Media.of(video(640, 360), late);
        assertThat(plan(media, MP4_720).duration()).contains(seconds(12));
        assertThat(((AudioPlan) Planner.plan(media, MP3)).duration()).contains(seconds(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpegts", "ogg", "mov", "matroska,webm", "flv"})
    void durationIsTheEndOfTheUsedStreamsInEveryContainer(String format) {
        VideoStream video = spanning(video(640, 360), 4, 12);
        AudioStream sound =
                new AudioStream(1, "aac", 2, 48000, "", true, Optional.of(new Span(seconds(2), seconds(5))));
        MediaInfo media = new MediaInfo(format, Optional.of(seconds(12)), List.of(video), List.of(sound), List.of(), 0);
        assertThat(((AudioPlan) Planner.plan(media, MP3)).duration()).contains(seconds(5));
        assertThat(plan(media, MP4_720).duration()).contains(seconds(12));
    }

    private static VideoStream spanning(VideoStream v, long from, long to) {
        return new VideoStream(
                v.index(),
                v.codec(),
                v.coded(),
                v.displayed(),
                v.orientation(),
                v.frameRate(),
                v.pixelFormat(),
                v.color(),
                v.interlaced(),
                v.attachedPicture(),
                v.main(),
                Optional.of(new Span(seconds(from), seconds(to))));
    }

    @Test
    void durationOfAudioBesideVideoIsUnknownIfOnlyTheContainerStatesOne() {
        AudioStream unstated = new AudioStream(1, "aac", 2, 48000, "", true, Optional.empty());
        assertThat(((AudioPlan) Planner.plan(Media.of(video(640, 360), unstated), MP3)).duration())
                .isEmpty();
        assertThat(((AudioPlan) Planner.plan(soundOnly(unstated), MP3)).duration())
                .contains(seconds(10));
        assertThat(plan(Media.of(video(640, 360), unstated), MP4_720).duration())
                .contains(seconds(10));
    }

    private static VideoPlan plan(MediaInfo media, Profile profile) {
        return (VideoPlan) Planner.plan(media, profile);
    }
}
