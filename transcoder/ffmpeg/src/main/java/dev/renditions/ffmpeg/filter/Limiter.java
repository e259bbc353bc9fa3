package dev.renditions.ffmpeg.filter;

import java.util.List;
import java.util.Locale;

/** The filters of ffmpeg's look-ahead limiter. */
public final class Limiter {
    /** In decibels. */
    public static final double FULL_SCALE = 0;

    /** Four times the usual sample rates, in hertz: true peaks are then among the samples, to a tenth of a decibel. */
    private static final int OVERSAMPLED = 192_000;

    private Limiter() {}

    /**
     * Limits samples.
     *
     * @param ceilingDb the highest sample, in decibels; not above {@link #FULL_SCALE}
     */
    public static String samples(double ceilingDb) {
        // "level" would raise the audio to the limit. Without "latency" the audio would be late by the look-ahead time,
        // and
        // would lack as much at its end.
        return String.format(
                Locale.ROOT, "alimiter=limit=%.6f:attack=5:release=50:level=0:latency=1", Math.pow(10, ceilingDb / 20));
    }

    /**
     * Limits true peaks, which lie between samples too.
     *
     * @param ceilingDb the highest true peak, in decibels
     * @param sampleRate the sample rate of the output, in hertz
     */
    public static List<String> truePeaks(double ceilingDb, int sampleRate) {
        return List.of("aresample=" + OVERSAMPLED, samples(ceilingDb), "aresample=" + sampleRate);
    }
}
