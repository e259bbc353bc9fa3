package dev.renditions.oracle.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Decoded audio. Not modified after construction.
 *
 * @param sampleRate samples a second
 * @param channels the samples of each channel, from -1 to 1
 * @param from when the first sample is played, in seconds
 * @param gaps readable descriptions of gaps and overlaps
 */
public record Waves(int sampleRate, float[][] channels, double from, List<String> gaps) {
    private static final double WINDOW_SECONDS = 0.01;
    private static final double HOP_SECONDS = 0.001;

    /** Lowest peak amplitude of a beep. */
    private static final double LEAST_BEEP = 0.02;

    /** Copies the list of gaps. */
    public Waves {
        gaps = List.copyOf(gaps);
    }

    /** Samples in each channel. */
    public int length() {
        return channels[0].length;
    }

    /** When the last sample ends, in seconds. */
    public double until() {
        return from + (double) length() / sampleRate;
    }

    /** The amplitude of a tone over a whole channel. */
    public double tone(int channel, int hertz) {
        return Tone.amplitude(channels[channel], 0, length(), (double) hertz / sampleRate);
    }

    /** When each beep of a tone begins, in seconds: where the tone reaches half of its highest amplitude. */
    public List<Double> beeps(int hertz) {
        int window = (int) Math.round(WINDOW_SECONDS * sampleRate);
        int hop = Math.max(1, (int) Math.round(HOP_SECONDS * sampleRate));
        int steps = Math.max(0, (length() - window) / hop);
        double[] levels = new double[steps];
        double highest = 0;
        for (int step = 0; step < steps; step++) {
            for (float[] channel : channels) {
                levels[step] += Tone.amplitude(channel, step * hop, window, (double) hertz / sampleRate);
            }
            highest = Math.max(highest, levels[step]);
        }
        return highest < LEAST_BEEP ? List.of() : rises(levels, highest, hop, window);
    }

    private List<Double> rises(double[] levels, double highest, int hop, int window) {
        List<Double> rises = new ArrayList<>();
        boolean quiet = true;
        for (int step = 0; step < levels.length; step++) {
            if (quiet && levels[step] > highest / 2) {
                rises.add(from + (step * hop + window / 2.0) / sampleRate);
                quiet = false;
            } else if (levels[step] < highest / 4) {
                quiet = true;
            }
        }
        return rises;
    }
}
