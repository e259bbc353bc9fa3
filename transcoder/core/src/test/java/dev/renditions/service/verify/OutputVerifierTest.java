package dev.renditions.service.verify;

import static dev.renditions.testing.Media.audio;
import static dev.renditions.testing.Media.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.MediaException;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.Media;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputVerifierTest {
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    private static final Color HD = new Color("bt709", "bt709", "bt709", "tv");
    private static final MediaInfo SOURCE = Media.of(colored(HD), audio(1, 2));
    private static final Plan.Make VIDEO = plan(SOURCE, "mp4-720p");

    @TempDir
    private Path folder;

    @Test
    void outputAsPlannedPasses() {
        assertThatCode(() -> check(VIDEO, SOURCE)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} ms instead of 10 s: {1}")
    @CsvSource({"10000, true", "9901, true", "10099, true", "9800, false", "10200, false", "6000, false"})
    void lengthMayDifferByATenthOfASecond(long millis, boolean passes) {
        assertThat(passes(lasting(Duration.ofMillis(millis)))).isEqualTo(passes);
    }

    @Test
    void halfAPercentOfALongSourceIsAllowed() {
        MediaInfo hour = withDuration(SOURCE, Duration.ofHours(1));
        Plan.Make plan = plan(hour, "mp4-720p");
        assertThatCode(() -> check(plan, lasting(Duration.ofMinutes(60).minusSeconds(17))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(plan, lasting(Duration.ofMinutes(60).minusSeconds(19))))
                .isInstanceOf(MediaException.class);
    }

    @Test
    void everyMistakeIsNamed() {
        VideoStream wrong = video(0, 640, 360, 25, 90, Color.UNKNOWN, false, true);
        MediaInfo output = new MediaInfo("mov", Optional.empty(), List.of(wrong), List.of(), List.of(), 0);
        assertThatThrownBy(() -> check(VIDEO, output))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.UNPROVED))
                .hasMessageContaining("640x360, shown as 360x640, instead of 1280x720")
                .hasMessageContaining("0 audio tracks instead of 1")
                .hasMessageContaining("its duration is unknown");
    }

    @Test
    void anotherCodecOrOtherPixelsFail() {
        assertThat(passes(Media.of(codec("vp9", "yuv420p"), audio(1, 2)))).isFalse();
        assertThat(passes(Media.of(codec("h264", "yuv444p"), audio(1, 2)))).isFalse();
        assertThat(passes(Media.of(codec("h264", "yuv420p"), audio(1, 1)))).isFalse();
        assertThat(passes(Media.of(
                        codec("h264", "yuv420p"), new AudioStream(1, "mp3", 2, 48000, "", true, Optional.empty()))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "bt2020, bt709, bt709, tv, primaries",
        "bt709, smpte2084, bt709, tv, transfer",
        "bt709, bt709, smpte170m, tv, matrix",
        "bt709, bt709, bt709, pc, range",
        "'', bt709, bt709, tv, primaries",
        "bt709, bt709, '', tv, matrix",
    })
    void colorsThatAreNotThePlannedOnesFail(
            String primaries, String transfer, String space, String range, String what) {
        MediaInfo output = Media.of(colored(new Color(primaries, transfer, space, range)), audio(1, 2));
        assertThatThrownBy(() -> check(VIDEO, output))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.UNPROVED))
                .hasMessageContaining("its color " + what + ":")
                .hasMessageNotContaining(";");
    }

    @Test
    void limitedRangeNeedNotBeStated() {
        assertThat(passes(Media.of(colored(new Color("bt709", "bt709", "bt709", "")), audio(1, 2))))
                .isTrue();
    }

    @Test
    void assumedColorsMustBeStated() {
        Plan.Make small = plan(Media.of(video(640, 360), audio(1, 2)), "mp4-360p");
        Color assumed = new Color("smpte170m", "smpte170m", "smpte170m", "tv");
        VideoStream stated = video(0, 640, 360, 25, 0, assumed, false, true);
        VideoStream silent = video(0, 640, 360, 25, 0, Color.UNKNOWN, false, true);

        assertThatCode(() -> check(small, Media.of(stated, audio(1, 2)))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(small, Media.of(silent, audio(1, 2))))
                .hasMessageContaining("primaries: not stated instead of smpte170m");
    }

    @Test
    void audioWithAnotherSampleRateFails() {
        AudioStream slow = new AudioStream(1, "aac", 2, 44_100, "", true, Optional.empty());
        assertThatThrownBy(() -> check(VIDEO, Media.of(colored(HD), slow)))
                .hasMessageContaining("44100 samples a second instead of 48000");
    }

    @Test
    void mp4ThatCannotPlayWhileItLoadsFails() {
        OutputVerifier verifier = new OutputVerifier(new FakeTranscoder());
        List<OutputFile> inFront = List.of(output("\0\0\0\bftyp\0\0\0\bmoov\0\0\0\bmdat"));
        assertThatCode(() -> verifier.check(VIDEO, inFront)).doesNotThrowAnyException();

        List<OutputFile> behind = List.of(output("\0\0\0\bftyp\0\0\0\bmdat\0\0\0\bmoov"));
        assertThatThrownBy(() -> verifier.check(VIDEO, behind))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(MediaException.Kind.UNPROVED))
                .hasMessageContaining("while it loads");
    }

    @Test
    void audioInAnMp4ThatCannotPlayWhileItLoadsFails() {
        MediaInfo sound = new FakeTranscoder().probe(output("sound").file());
        AudioStream found = sound.audio().get(0);
        Plan.Make aac = plan(sound, "audio-aac");
        assertThat(found.codec()).isEqualTo("aac");
        assertThatThrownBy(() -> new OutputVerifier(new FakeTranscoder()).check(aac, List.of(output("sound"))))
                .hasMessageContaining("while it loads");
    }

    @Test
    void audioWithVideoFails() {
        Plan.Make plan = plan(SOURCE, "audio-mp3");
        AudioStream mp3 = new AudioStream(0, "mp3", 2, 48000, "", true, Optional.empty());
        assertThatCode(() -> check(plan, Media.soundOnly(mp3))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(plan, Media.of(video(64, 64), mp3))).hasMessageContaining("it has video");
    }

    @ParameterizedTest
    @CsvSource({"audio-mp3, mp3", "audio-aac, aac", "audio-opus, opus"})
    void audioMustHaveThePlannedCodec(String profile, String codec) {
        Plan.Make plan = plan(SOURCE, profile);
        for (String made : List.of("mp3", "aac", "opus", "vorbis")) {
            MediaInfo output = Media.soundOnly(new AudioStream(0, made, 2, 48000, "", true, Optional.empty()));
            if (made.equals(codec)) {
                assertThatCode(() -> check(plan, output)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> check(plan, output)).hasMessageContaining(made + " instead of " + codec);
            }
        }
    }

    @Test
    void waveformMustBeAPngOfThePlannedSize() {
        Plan.Make plan = plan(SOURCE, "waveform");
        assertThatCode(() -> check(plan, png(1200, 240, "png"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(plan, png(1200, 239, "png"))).hasMessageContaining("instead of 1200x240");
        assertThatThrownBy(() -> check(plan, png(1200, 240, "mjpeg"))).hasMessageContaining("instead of png");
    }

    private OutputFile output(String text) {
        try {
            Path file = Files.writeString(folder.resolve("output"), text);
            return new OutputFile(file, "video.mp4", "video/mp4");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MediaInfo png(int width, int height, String codec) {
        Size size = new Size(width, height);
        VideoStream picture = new VideoStream(
                0,
                codec,
                size,
                size,
                Orientation.UPRIGHT,
                Optional.empty(),
                "pal8",
                Color.UNKNOWN,
                false,
                false,
                false,
                Optional.empty());
        return new MediaInfo("png_pipe", Optional.empty(), List.of(picture), List.of(), List.of(), 0);
    }

    private boolean passes(MediaInfo output) {
        try {
            check(VIDEO, output);
            return true;
        } catch (MediaException e) {
            return false;
        }
    }

    /** Verifies a file for which a probe returns this. */
    private void check(Plan.Make plan, MediaInfo output) {
        List<OutputFile> inFront = List.of(output("\0\0\0\bftyp\0\0\0\bmoov\0\0\0\bmdat"));
        new OutputVerifier(file -> output).check(plan, inFront);
    }

    private static Plan.Make plan(MediaInfo media, String profile) {
        return (Plan.Make) Planner.plan(media, CATALOG.find(profile).orElseThrow());
    }

    private static VideoStream codec(String codec, String pixels) {
        VideoStream v = colored(HD);
        return new VideoStream(
                0,
                codec,
                v.coded(),
                v.displayed(),
                Orientation.UPRIGHT,
                v.frameRate(),
                pixels,
                v.color(),
                false,
                false,
                true,
                v.span());
    }

    private static VideoStream colored(Color color) {
        return video(0, 1280, 720, 25, 0, color, false, true);
    }

    private static MediaInfo lasting(Duration duration) {
        return new MediaInfo(SOURCE.format(), Optional.of(duration), SOURCE.video(), SOURCE.audio(), List.of(), 0);
    }

    /** A source with this duration, whose video states none. */
    private static MediaInfo withDuration(MediaInfo media, Duration duration) {
        VideoStream v = media.video().get(0);
        VideoStream unstated = new VideoStream(
                0,
                v.codec(),
                v.coded(),
                v.displayed(),
                Orientation.UPRIGHT,
                v.frameRate(),
                v.pixelFormat(),
                v.color(),
                false,
                false,
                true,
                Optional.empty());
        return new MediaInfo(media.format(), Optional.of(duration), List.of(unstated), media.audio(), List.of(), 0);
    }
}
