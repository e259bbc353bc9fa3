package dev.renditions.oracle.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Loudness after ITU-R BS.1770, computed from samples. Immutable.
 *
 * @param integrated the loudness of the whole, in LUFS; negative infinity for silence
 * @param truePeak the highest peak between samples, in decibels of full scale
 */
public record Loudness(double integrated, double truePeak) {
    /** The filter coefficients apply to this rate. */
    private static final int SAMPLE_RATE = 48_000;

    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;
    private static final int BLOCK = SAMPLE_RATE * 4 / 10;
    private static final int HOP = SAMPLE_RATE / 10;
    private static final int OVERSAMPLED = 4;
    private static final int TAPS = 24;

    /**
     * Measures mono or stereo audio.
     *
     * @throws IllegalArgumentException if the sample rate is not 48 kHz
     */
    public static Loudness of(Waves waves) {
        if (waves.sampleRate() != SAMPLE_RATE) {
            throw new IllegalArgumentException("the sample rate must be 48 kHz, not " + waves.sampleRate());
        }
        List<double[]> weighted = new ArrayList<>();
        double peak = 0;
        for (float[] channel : waves.channels()) {
            weighted.add(weighted(channel));
            peak = Math.max(peak, peak(channel));
        }
        return new Loudness(gated(blocks(weighted, waves.length())), 20 * Math.log10(peak));
    }

    /** K-weighting: the effect of the head, then a high-pass filter. */
    private static double[] weighted(float[] samples) {
        double[] out = new double[samples.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = samples[i];
        }
        filter(out, 1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585);
        filter(out, 1, -2, 1, -1.99004745483398, 0.99007225036621);
        return out;
    }

    private static void filter(double[] samples, double b0, double b1, double b2, double a1, double a2) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < samples.length; i++) {
            double in = samples[i];
            double out = b0 * in + first;
            first = b1 * in - a1 * out + second;
            second = b2 * in - a2 * out;
            samples[i] = out;
        }
    }

    /** The mean squares of blocks of 400 ms that start 100 ms apart. */
    private static List<Double> blocks(List<double[]> channels, int length) {
        List<Double> blocks = new ArrayList<>();
        for (int begin = 0; begin + BLOCK <= length; begin += HOP) {
            double sum = 0;
            for (double[] channel : channels) {
                for (int i = begin; i < begin + BLOCK; i++) {
                    sum += channel[i] * channel[i];
                }
            }
            blocks.add(sum / BLOCK);
        }
        return blocks;
    }

    private static double gated(List<Double> blocks) {
        List<Double> audible =
                blocks.stream().filter(b -> loudness(b) > ABSOLUTE_GATE).toList();
        double gate = loudness(mean(audible)) + RELATIVE_GATE;
        return loudness(mean(audible.stream().filter(b -> loudness(b) > gate).toList()));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(0);
    }

    private static double loudness(double meanSquare) {
        return -0.691 + 10 * Math.log10(meanSquare);
    }

    /** The highest value of a sinc interpolation with four points a sample. */
    private static double peak(float[] samples) {
        double peak = 0;
        for (int phase = 0; phase < OVERSAMPLED; phase++) {
            double[] taps = taps((double) phase / OVERSAMPLED);
            for (int i = TAPS / 2; i < samples.length - TAPS / 2; i++) {
                double sum = 0;
                for (int tap = 0; tap < TAPS; tap++) {
                    sum += samples[i - TAPS / 2 + 1 + tap] * taps[tap];
                }
                peak = Math.max(peak, Math.abs(sum));
            }
        }
        return peak;
    }

    private static double[] taps(double offset) {
        double[] taps = new double[TAPS];
        for (int tap = 0; tap < TAPS; tap++) {
            double x = tap - (TAPS / 2 - 1) - offset;
            double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
            taps[tap] = sinc * 0.5 * (1 + Math.cos(2 * Math.PI * x / TAPS));
        }
        return taps;
    }
}
