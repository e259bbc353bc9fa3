package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.encoder.AudioOptions;
import dev.renditions.ffmpeg.process.Meter;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.media.codec.AudioCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The downmix of a tone in one of many channels follows ITU-R BS.775 for several sample formats. */
@Timeout(120)
class DownmixIT {
    private static final double NONE = Double.NEGATIVE_INFINITY;
    private static final double LESS = -3.01;

    /** The peak of the tone in the source, in decibels. */
    private static final double TONE = -12;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{1} of {0}, {2}")
    @CsvSource({
        "5.1, FL, pcm_s16le, 0, -inf",
        "5.1, FR, pcm_s16le, -inf, 0",
        "5.1, FC, pcm_s16le, -3.01, -3.01",
        "5.1, LFE, pcm_s16le, -inf, -inf",
        "5.1, BL, pcm_s16le, -3.01, -inf",
        "5.1, BR, pcm_s16le, -inf, -3.01",
        "5.1, FC, pcm_f32le, -3.01, -3.01",
        "5.1, BL, pcm_s32le, -3.01, -inf",
        "5.1(side), SL, pcm_s16le, -3.01, -inf",
        "7.1, FL, pcm_s16le, 0, -inf",
        "7.1, FC, pcm_s16le, -3.01, -3.01",
        "7.1, LFE, pcm_s16le, -inf, -inf",
        "7.1, BL, pcm_s16le, -3.01, -inf",
        "7.1, SR, pcm_s16le, -inf, -3.01",
        "quad, FR, pcm_s16le, -inf, 0",
        "quad, BL, pcm_s16le, -3.01, -inf",
        "5.0, FC, pcm_s16le, -3.01, -3.01",
        "3.0, FC, pcm_s16le, -3.01, -3.01",
    })
    void eachChannelIsMixedWithItsCoefficient(String layout, String channel, String codec, String left, String right) {
        Path source = TestMedia.make(
                folder.resolve("source.wav"),
                tone() + " -af pan=" + layout + "|" + channel + "=c0 -c:a " + codec + " -f wav");

        List<Double> peaks = mixed(source, channels(layout));

        assertPeak(peaks.get(0), level(left));
        assertPeak(peaks.get(1), level(right));
    }

    @Test
    void sumAboveFullScaleIsLimited() {
        Path source = TestMedia.make(
                folder.resolve("source.wav"),
                "-f lavfi -i aevalsrc=exprs=0.9*sin(2*PI*997*t):s=48000:d=1"
                        + " -af pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0 -c:a pcm_f32le -f wav");

        assertThat(mixed(source, 6)).allSatisfy(peak -> assertThat(peak).isBetween(-1.0, 0.05));
    }

    @ParameterizedTest(name = "{0} channels without positions")
    @CsvSource({"4", "5", "6", "7", "8", "9", "11", "16"})
    void channelsWithoutPositionsAreMixed(int channels) {
        String inputs =
                IntStream.range(0, channels).mapToObj(c -> "c" + c + "=c0").collect(Collectors.joining("|"));
        Path source = TestMedia.make(
                folder.resolve("source.wav"),
                tone() + " -af pan=" + channels + "C|" + inputs + " -c:a pcm_s16le -f wav");

        assertThat(mixed(source, channels))
                .hasSize(2)
                .allSatisfy(peak -> assertThat(peak).isBetween(TONE - 0.5, 0.05));
    }

    @Test
    void oneChannelOfStereoIsThreeDecibelsLowerInMono() {
        Path source = TestMedia.make(folder.resolve("source.wav"), tone() + " -af pan=stereo|FL=c0 -f wav");

        Path output = folder.resolve("mixed.wav");
        AudioTrackPlan sound = new AudioTrackPlan(0, new AudioSettings(AudioCodec.AAC, 128, 1, 48_000), 1, "", 2);
        encode(source, sound, output);

        assertThat(Meter.peaks(output)).singleElement().satisfies(peak -> assertPeak(peak, TONE + LESS));
    }

    private static String tone() {
        return "-f lavfi -i aevalsrc=exprs=0.251189*sin(2*PI*997*t):s=48000:d=1";
    }

    private static int channels(String layout) {
        return switch (layout) {
            case "7.1" -> 8;
            case "5.0" -> 5;
            case "quad" -> 4;
            case "3.0" -> 3;
            default -> 6;
        };
    }

    private static double level(String text) {
        return text.equals("-inf") ? NONE : TONE + Double.parseDouble(text);
    }

    private static void assertPeak(double actual, double expected) {
        if (expected == NONE) {
            assertThat(actual).isLessThan(-60);
        } else {
            assertThat(actual).isCloseTo(expected, within(0.1));
        }
    }

    private List<Double> mixed(Path source, int channels) {
        Path output = folder.resolve("mixed.wav");
        encode(
                source,
                new AudioTrackPlan(0, new AudioSettings(AudioCodec.AAC, 128, 2, 48_000), 2, "", channels),
                output);
        return Meter.peaks(output);
    }

    /** Encodes with the arguments of the audio of a video, but as PCM, which can be measured. */
    private static void encode(Path source, AudioTrackPlan sound, Path output) {
        Options encoding = AudioOptions.of(sound, "sound").with("c:a", "pcm_f32le");
        TestMedia.make(output, "-i file:" + source.toAbsolutePath() + " " + Commands.line(encoding));
    }
}
