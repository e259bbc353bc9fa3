package dev.renditions.plan;

import static dev.renditions.testing.Media.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Pace;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.AudioSettings;
import dev.renditions.profile.Clip;
import dev.renditions.profile.Edits;
import dev.renditions.profile.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.VideoProfile;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sources are copied as they are: each case is one that is, but for one thing. */
final class RemuxPlansTest {
    private static final VideoProfile MP4 =
            (VideoProfile) ProfileCatalog.builtIn().find("mp4-720p").orElseThrow();
    private static final Pace PACE = new Pace(2500, 3000, Duration.ofMillis(2000), true, true);
    private static final AudioStream SOUND = sound("aac", "LC", 128, 2, 48_000);

    @Test
    void sourceThatMeetsTheProfileIsCopied() {
        MediaInfo media = media(new Film(), SOUND);

        assertThat(Planner.needsPace(media, MP4)).isTrue();
        assertThat(Planner.plan(media, MP4)).as("while its pace is not known").isInstanceOf(Plan.Video.class);
        Plan.Remux plan = (Plan.Remux) Planner.plan(media, MP4, PACE);
        assertThat(plan.videoStream()).isZero();
        assertThat(plan.sound().orElseThrow().input().stream()).isEqualTo(1);
        assertThat(plan.size()).isEqualTo(new Size(1280, 720));
        assertThat(plan.duration()).contains(seconds(10));
    }

    @Test
    void silentOrSmallerOnesAreToo() {
        assertThat(copied(media(new Film()))).isTrue();
        Film small = new Film();
        small.size = new Size(640, 360);
        assertThat(copied(media(small, SOUND))).isTrue();
        Film portrait = new Film();
        portrait.size = new Size(720, 1280);
        assertThat(copied(media(portrait, SOUND))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "High, true",
        "Main, true",
        "Constrained Baseline, true",
        "High 10, false",
        "'High 4:4:4 Predictive', false",
        "'', false"
    })
    void profilesThatPhonesPlayAreCopied(String profile, boolean copied) {
        Film film = new Film();
        film.coding = new Coding(profile, 31, 2500);
        assertThat(copied(media(film, SOUND))).isEqualTo(copied);
    }

    @ParameterizedTest
    @CsvSource({
        "31, 2500, true",
        "42, 2500, true",
        "51, 2500, false",
        "0, 2500, false",
        "31, 3001, false",
        "31, 0, true"
    })
    void levelAndRateAreBound(int level, int kilobits, boolean copied) {
        Film film = new Film();
        film.coding = new Coding("High", level, kilobits);
        assertThat(copied(media(film, SOUND))).isEqualTo(copied);
    }

    @ParameterizedTest
    @CsvSource({
        "1280, 720, UPRIGHT, true",
        "1282, 722, UPRIGHT, false",
        "1281, 719, UPRIGHT, false",
        "1280, 720, TURNED_180, false",
        "1280, 720, TURNED_90, false",
        "1280, 720, MIRRORED, false",
        "1280, 720, FLIPPED, false",
        "1280, 720, OBLIQUE, false",
        "321, 181, UPRIGHT, false",
    })
    void pictureIsOfTheSizeAndUpright(int width, int height, Orientation orientation, boolean copied) {
        Film film = new Film();
        film.size = new Size(width, height);
        film.orientation = orientation;
        assertThat(copied(media(film, SOUND))).isEqualTo(copied);
    }

    @Test
    void pixelsAreSquare() {
        Film film = new Film();
        film.displayed = Optional.of(new Size(960, 720));
        assertThat(copied(media(film, SOUND))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"25, true", "60, true", "59.94, true", "61, false", "120, false"})
    void frameRateIsWithinItsBounds(double rate, boolean copied) {
        Film film = new Film();
        film.rate = Optional.of(rate);
        assertThat(copied(media(film, SOUND))).isEqualTo(copied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuv422p", "yuv420p10le", "yuvj420p", "yuv444p", ""})
    void otherPixelsAreEncoded(String pixels) {
        Film film = new Film();
        film.pixels = pixels;
        assertThat(copied(media(film, SOUND))).isFalse();
    }

    @Test
    void highDynamicRangeFullRangeAndFieldsAreEncoded() {
        Film hdr = new Film();
        hdr.color = Media.PQ;
        assertThat(copied(media(hdr, SOUND))).isFalse();
        Film full = new Film();
        full.color = new Color("bt709", "bt709", "bt709", "pc");
        assertThat(copied(media(full, SOUND))).isFalse();
        Film fields = new Film();
        fields.interlaced = true;
        assertThat(copied(media(fields, SOUND))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "aac, LC, 128, 2, 48000, true",
        "aac, LC, 140, 2, 48000, true",
        "aac, LC, 141, 2, 48000, false",
        "aac, LC, 0, 2, 48000, false",
        "aac, HE-AAC, 64, 2, 48000, false",
        "aac, LC, 96, 1, 48000, true",
        "aac, LC, 128, 6, 48000, false",
        "aac, LC, 128, 2, 44100, false",
        "mp3, '', 128, 2, 48000, false",
        "opus, '', 96, 2, 48000, false",
    })
    void soundIsAsTheProfileWantsIt(
            String codec, String profile, int kilobits, int channels, int rate, boolean copied) {
        assertThat(copied(media(new Film(), sound(codec, profile, kilobits, channels, rate))))
                .isEqualTo(copied);
    }

    @ParameterizedTest
    @CsvSource({
        "'mov,mp4,m4a,3gp,3g2,mj2', true",
        "'matroska,webm', true",
        "mpegts, false",
        "flv, false",
        "avi, false",
        "h264, false"
    })
    void containersWhoseTimesAreTheirOwnAreCopied(String format, boolean copied) {
        assertThat(copied(new MediaInfo(
                        format, Optional.of(seconds(10)), List.of(new Film().stream()), List.of(SOUND), List.of(), 0)))
                .isEqualTo(copied);
    }

    @Test
    void whatBeginsLateIsEncoded() {
        Film late = new Film();
        late.span = new Span(Duration.ofMillis(60), seconds(10));
        assertThat(copied(media(late, SOUND))).isFalse();
        AudioStream lateSound = new AudioStream(
                1, "aac", 2, 48_000, "", true, Optional.of(new Span(seconds(1), seconds(10))), SOUND.coding());
        assertThat(copied(media(new Film(), lateSound))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "3000, 3000, 2000, true, true",
        "3001, 3000, 2000, true, false",
        "2000, 3001, 2000, true, false",
        "2000, 3000, 2040, true, true",
        "2000, 3000, 2041, true, false",
        "2000, 3000, 500, true, true",
        "2000, 3000, 2000, false, false",
    })
    void paceIsWithinItsBounds(long average, long peak, long gop, boolean whole, boolean copied) {
        Pace pace = new Pace(average, peak, Duration.ofMillis(gop), whole, true);
        assertThat(Planner.plan(media(new Film(), SOUND), MP4, pace) instanceof Plan.Remux)
                .isEqualTo(copied);
    }

    @Test
    void editsAndOtherCodecsAreEncoded() {
        Clip clip = new Clip(seconds(0), seconds(5));
        Stream.of(
                        new Edits(Optional.of(clip), Optional.empty(), List.of()),
                        new Edits(Optional.empty(), Optional.empty(), List.of("title")))
                .forEach(edits -> assertThat(Planner.needsPace(
                                media(new Film(), SOUND),
                                new VideoProfile("x", "", MP4.ttl(), MP4.video(), MP4.audio(), edits)))
                        .isFalse());
        Profile opus = new VideoProfile(
                "x", "", MP4.ttl(), MP4.video(), new AudioSettings("opus", 128, 2, 48_000), Edits.NONE);
        assertThat(Planner.needsPace(media(new Film(), SOUND), opus)).isFalse();
        Stream.of("hevc-720p", "av1-720p", "audio-mp3", "poster")
                .map(name -> ProfileCatalog.builtIn().find(name).orElseThrow())
                .forEach(profile -> assertThat(Planner.needsPace(media(new Film(), SOUND), profile))
                        .as(profile.name())
                        .isFalse());
    }

    private static boolean copied(MediaInfo media) {
        return Planner.plan(media, MP4, PACE) instanceof Plan.Remux;
    }

    private static MediaInfo media(Film film, AudioStream... sound) {
        return Media.of(film.stream(), sound);
    }

    private static AudioStream sound(String codec, String profile, int kilobits, int channels, int rate) {
        return new AudioStream(
                1,
                codec,
                channels,
                rate,
                "",
                true,
                Optional.of(new Span(Duration.ZERO, seconds(10))),
                new Coding(profile, 0, kilobits));
    }

    /** One that meets the profile, to be changed in one thing. */
    private static final class Film {
        private Size size = new Size(1280, 720);
        private Optional<Size> displayed = Optional.empty();
        private Orientation orientation = Orientation.UPRIGHT;
        private Optional<Double> rate = Optional.of(25.0);
        private String pixels = "yuv420p";
        private Color color = Color.UNKNOWN;
        private boolean interlaced;
        private Span span = new Span(Duration.ZERO, seconds(10));
        private Coding coding = new Coding("High", 31, 2500);

        VideoStream stream() {
            Size upright = orientation.shown(size);
            return new VideoStream(
                    0,
                    "h264",
                    size,
                    displayed.orElse(upright),
                    orientation,
                    rate,
                    pixels,
                    color,
                    interlaced,
                    false,
                    true,
                    Optional.of(span),
                    coding);
        }
    }
}
