package dev.renditions.ffmpeg.loudness;

/**
 * What a measurement after EBU R 128 finds. Immutable.
 *
 * @param integratedLufs the loudness of the whole, in LUFS; -70 or less if there is nothing to measure
 * @param truePeakDb the highest peak between samples, in decibels below full scale; minus infinity for digital silence
 */
public record LoudnessMeasurement(double integratedLufs, double truePeakDb) {
    /** Where silence begins after the standard, and what is told where less than 0.4 s was there to measure. */
    private static final double GATE = -70;

    /** Whether there is any loudness: neither silence, nor shorter than the 0.4 s that a measurement needs. */
    boolean heard() {
        return integratedLufs > GATE;
    }
}
