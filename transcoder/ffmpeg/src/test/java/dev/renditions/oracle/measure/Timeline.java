package dev.renditions.oracle.measure;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Joins decoded samples by their times, with silence where some are missing. Not thread-safe. */
final class Timeline {
    /** A distance from the previous samples above this is a gap. */
    private static final double GAP_SECONDS = 0.002;

    /** No test has a longer gap; above this, times are broken. */
    private static final double LONGEST_GAP_SECONDS = 30;

    private final int sampleRate;
    private final int channels;
    private final List<float[]> blocks = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private int length;
    private double from;
    private double next;

    Timeline(int sampleRate, int channels) {
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    /** Adds the next samples of all channels, which start at a time in seconds. */
    void add(double at, FloatBuffer samples, int count) {
        if (blocks.isEmpty()) {
            from = at;
            next = at;
        }
        double gap = at - next;
        if (Math.abs(gap) > GAP_SECONDS) {
            gaps.add(String.format(Locale.ROOT, "%+.3f s at %.3f s", gap, next));
            if (gap > 0 && gap < LONGEST_GAP_SECONDS) {
                append(new float[(int) Math.round(gap * sampleRate) * channels]);
            }
        }
        float[] block = new float[count * channels];
        samples.get(block);
        append(block);
        next = at + (double) count / sampleRate;
    }

    private void append(float[] block) {
        blocks.add(block);
        length += block.length / channels;
    }

    Waves waves() {
        float[][] apart = new float[channels][length];
        int at = 0;
        for (float[] block : blocks) {
            for (int i = 0; i < block.length; i++) {
                apart[i % channels][at + i / channels] = block[i];
            }
            at += block.length / channels;
        }
        return new Waves(sampleRate, apart, from, gaps);
    }
}
