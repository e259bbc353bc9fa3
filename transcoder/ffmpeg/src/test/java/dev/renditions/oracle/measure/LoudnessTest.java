package dev.renditions.oracle.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the reference signals of ITU-R BS.1770 and EBU Tech 3341. */
final class LoudnessTest {
    private static final int RATE = 48_000;

    @Test
    void fullSineInOneChannelHasTheLoudnessOfTheStandard() {
        assertThat(Loudness.of(waves(sine(997, 1, 5))).integrated()).isCloseTo(-3.01, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"-23", "-33"})
    void stereoSineIsAsLoudAsItsLevel(double level) {
        float[] sine = sine(1000, Math.pow(10, level / 20), 5);

        assertThat(Loudness.of(waves(sine, sine)).integrated()).isCloseTo(level, within(0.1));
    }

    @Test
    void quietPartsDoNotCount() {
        float[] loud = sine(1000, Math.pow(10, -23.0 / 20), 5);
        float[] withSilence = Arrays.copyOf(loud, 3 * loud.length);

        assertThat(Loudness.of(waves(withSilence, withSilence)).integrated()).isCloseTo(-23, within(0.3));
    }

    @Test
    void peaksBetweenSamplesCount() {
        float[] samples = new float[RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * i / 4 + Math.PI / 4));
        }

        assertThat(Loudness.of(waves(samples)).truePeak()).isCloseTo(-6.02, within(0.3));
    }

    @Test
    void silenceHasNoLoudness() {
        assertThat(Loudness.of(waves(new float[RATE])).integrated()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private static Waves waves(float[]... channels) {
        return new Waves(RATE, channels, 0, List.of());
    }

    private static float[] sine(double hertz, double amplitude, int seconds) {
        float[] samples = new float[seconds * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return samples;
    }
}
