package dev.renditions.ffmpeg.filter;

import java.util.List;
import java.util.Locale;

/** Ffmpeg's limiter, which looks ahead, as arguments of filters. */
public final class Limiter {
    /** Decibels. */
    public static final double FULL_SCALE = 0;

    /** Four samples for each of CD or DVD quality: what lies between those is among them, to a tenth of a decibel. */
    private static final int OVERSAMPLED = 192_000;

    private Limiter() {}

    /**
     * Holds samples down.
     *
     * @param ceilingDb the highest, in decibels; not above {@link #FULL_SCALE}
     */
    public static String samples(double ceilingDb) {
        // "level" would make all of it as loud as the limit allows; without "latency" the sound would come late by the
        // time that it looks ahead, and lack as much at its end.
        return String.format(
                Locale.ROOT, "alimiter=limit=%.6f:attack=5:release=50:level=0:latency=1", Math.pow(10, ceilingDb / 20));
    }

    /**
     * Holds down what lies between the samples too.
     *
     * @param ceilingDb the highest true peak, in decibels
     * @param sampleRate samples a second afterwards
     */
    public static List<String> truePeaks(double ceilingDb, int sampleRate) {
        return List.of("aresample=" + OVERSAMPLED, samples(ceilingDb), "aresample=" + sampleRate);
    }
}
