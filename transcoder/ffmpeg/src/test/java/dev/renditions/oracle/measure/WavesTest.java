package dev.renditions.oracle.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WavesTest {
    private static final int BEEP = 3000;

    @ParameterizedTest
    @ValueSource(ints = {8000, 44_100, 48_000})
    void beepsAreFoundWithinMilliseconds(int rate) {
        Waves waves = new Waves(rate, new float[][] {samples(rate)}, 0.25, List.of());

        List<Double> beeps = waves.beeps(BEEP);

        assertThat(beeps).hasSize(2);
        assertThat(beeps.get(0)).isCloseTo(0.25 + 0.6, within(0.003));
        assertThat(beeps.get(1)).isCloseTo(0.25 + 1.8, within(0.003));
    }

    @Test
    void silenceHasNoBeeps() {
        assertThat(new Waves(48_000, new float[2][48_000], 0, List.of()).beeps(BEEP))
                .isEmpty();
    }

    @Test
    void tonesAreDistinguished() {
        Waves waves = new Waves(48_000, new float[][] {samples(48_000)}, 0, List.of());

        assertThat(waves.tone(0, 400)).isCloseTo(0.1, within(0.01));
        assertThat(waves.tone(0, 525)).isLessThan(0.002);
    }

    @Test
    void missingSamplesAreSilenceAndReported() {
        Timeline timeline = new Timeline(1000, 1);
        FloatBuffer ones = FloatBuffer.wrap(new float[] {1, 1, 1, 1});

        timeline.add(0.5, ones, 2);
        timeline.add(0.512, ones, 2);

        Waves waves = timeline.waves();
        assertThat(waves.length()).isEqualTo(14);
        assertThat(waves.from()).isEqualTo(0.5);
        assertThat(waves.channels()[0][5]).isZero();
        assertThat(waves.channels()[0][13]).isEqualTo(1);
        assertThat(waves.gaps()).containsExactly("+0.010 s at 0.502 s");
    }

    /** A steady tone of 400 Hz, and beeps from 0.6 s and 1.8 s on. */
    private static float[] samples(int rate) {
        float[] samples = new float[3 * rate];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / rate;
            boolean beep = (t >= 0.6 && t < 0.8) || (t >= 1.8 && t < 2.0);
            samples[i] = (float)
                    (0.1 * Math.sin(2 * Math.PI * 400 * t) + (beep ? 0.2 * Math.sin(2 * Math.PI * BEEP * t) : 0));
        }
        return samples;
    }
}
