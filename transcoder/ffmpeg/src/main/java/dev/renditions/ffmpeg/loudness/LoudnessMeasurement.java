package dev.renditions.ffmpeg.loudness;

/**
 * A loudness measurement by EBU R 128. Immutable.
 *
 * @param integratedLufs the integrated loudness, in LUFS; -70 or less if there is nothing to measure
 * @param truePeakDb the highest peak between samples, in decibels below full scale; minus infinity for digital silence
 */
public record LoudnessMeasurement(double integratedLufs, double truePeakDb) {
    /** The absolute gate of the standard, below which audio is silence. Also reported if less than 0.4 s were measured. */
    private static final double GATE = -70;

    /** Whether the audio has a loudness: it is neither silent nor shorter than the 0.4 s that a measurement needs. */
    boolean audible() {
        return integratedLufs > GATE;
    }
}
