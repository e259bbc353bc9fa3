package dev.renditions.ffmpeg.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.media.codec.AudioCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoudnessPlanTest {
    private static final Loudness TARGET = new Loudness(-16, -1.5);
    private static final double SILENCE = Double.NEGATIVE_INFINITY;

    @ParameterizedTest(name = "{0} LUFS with peaks of {1} dB: {2} dB more, limiter {3}")
    @CsvSource({
        "-16, -8, 0, false",
        "-9, 1.1, -7, false",
        "-23, -10, 7, false",
        "-23, -8, 7, true",
        "-30, -2, 14, true",
        "-45, -30, 29, true",
        "-46, -35, 30, false",
        "-60, -50, 30, false",
        "-40, -1, 19, true",
    })
    void gainIsLinearAndHighPeaksAreLimited(double lufs, double peak, double gain, boolean limited) {
        LoudnessPlan level = level(lufs, peak, "opus");

        assertThat(level.gainDb()).isCloseTo(gain, within(1e-9));
        assertThat(level.ceilingDb().isPresent()).isEqualTo(limited);
        level.ceilingDb().ifPresent(ceiling -> assertThat(ceiling).isEqualTo(-2));
    }

    @Test
    void silenceStaysSilent() {
        assertThat(level(-70, SILENCE, "mp3").filters(48_000)).containsExactly("volume=0.00dB:precision=float");
        assertThat(level(SILENCE, -80, "mp3").gainDb()).isZero();
    }

    @Test
    void audioTooShortToMeasureKeepsItsLoudnessUnlessItsPeaksAreTooHigh() {
        assertThat(level(-70, -18, "aac").gainDb()).isZero();
        assertThat(level(-70, -18, "aac").ceilingDb()).isEmpty();
        assertThat(level(-70, 0.3, "aac").gainDb()).isZero();
        assertThat(level(-70, 0.3, "aac").ceilingDb()).contains(-2.0);
    }

    @Test
    void levelThatLameRemovesIsAddedFirst() {
        assertThat(level(-20, -12, "mp3").gainDb()).isCloseTo(4.45, within(0.01));
    }

    @Test
    void filtersOfALimiterEndAtTheRateOfTheOutput() {
        assertThat(level(-30, -2, "aac").filters(44_100))
                .containsExactly(
                        "volume=14.00dB:precision=float",
                        "aresample=192000",
                        "alimiter=limit=0.794328:attack=5:release=50:level=0:latency=1",
                        "aresample=44100");
    }

    @Test
    void goodResultIsNotTriedAgain() {
        assertThat(level(-20, -12, "opus").after(new LoudnessMeasurement(-16.2, -8), false))
                .isEmpty();
        assertThat(level(-30, -2, "opus").after(new LoudnessMeasurement(-15.8, -1.5), false))
                .isEmpty();
    }

    @Test
    void loudnessLostToALimiterIsRestored() {
        LoudnessPlan first = level(-30, -2, "opus");
        LoudnessPlan second =
                first.after(new LoudnessMeasurement(-18, -2), false).orElseThrow();
        assertThat(second.gainDb()).isGreaterThan(first.gainDb() + 2).isLessThan(first.gainDb() + 4);
        // Each decibel of gain adds half a decibel of loudness; the limiter removes the rest.
        double middle = -18 + (second.gainDb() - first.gainDb()) / 2;
        LoudnessPlan third =
                second.after(new LoudnessMeasurement(middle, -2), false).orElseThrow();
        assertThat(third.gainDb() - second.gainDb()).isCloseTo((-16 - middle) * 2, within(0.01));
    }

    @Test
    void peaksOfAnEncoderLowerTheLimiter() {
        LoudnessPlan level = level(-30, -2, "aac")
                .after(new LoudnessMeasurement(-16, -0.5), false)
                .orElseThrow();
        assertThat(level.ceilingDb().orElseThrow()).isCloseTo(-3.8, within(1e-9));

        LoudnessPlan without = level(-20, -6, "aac")
                .after(new LoudnessMeasurement(-16, -1.2), false)
                .orElseThrow();
        assertThat(without.ceilingDb().orElseThrow()).isCloseTo(-2.25, within(1e-9));
    }

    @Test
    void lastTryCorrectsOnlyPeaks() {
        LoudnessPlan level = level(-30, -2, "aac");
        assertThat(level.after(new LoudnessMeasurement(-18, -2), true)).isEmpty();
        assertThat(level.after(new LoudnessMeasurement(-18, -1), true)
                        .orElseThrow()
                        .gainDb())
                .isEqualTo(level.gainDb());
    }

    @Test
    void audioThatCantBeLouderIsNotTriedAgain() {
        assertThat(level(-60, -50, "opus").after(new LoudnessMeasurement(-30, -20), false))
                .isEmpty();
        assertThat(level(-40, -1, "opus").after(new LoudnessMeasurement(-22, -2), false))
                .isEmpty();
    }

    private static LoudnessPlan level(double lufs, double peak, String codec) {
        return LoudnessPlan.of(
                new LoudnessMeasurement(lufs, peak),
                TARGET,
                new AudioSettings(AudioCodec.of(codec).orElseThrow(), 128, 2, 48_000));
    }
}
