package dev.renditions.oracle.measure;

/** Measures the strength of one frequency by Goertzel's algorithm. */
final class Tone {
    private Tone() {}

    /**
     * The amplitude of a frequency in samples under a Hann window.
     *
     * @param from the first sample
     * @param length number of samples
     * @param turns cycles of the frequency for each sample
     */
    static double amplitude(float[] samples, int from, int length, double turns) {
        if (length < 2) {
            return 0;
        }
        double factor = 2 * Math.cos(2 * Math.PI * turns);
        double last = 0;
        double beforeLast = 0;
        // The window's cosine is computed by recurrence, since a table would be needed for each length.
        double windowFactor = 2 * Math.cos(2 * Math.PI / (length - 1));
        double cosine = 1;
        double cosineBefore = Math.cos(2 * Math.PI / (length - 1));
        for (int i = 0; i < length; i++) {
            double weighted = samples[from + i] * 0.5 * (1 - cosine);
            double next = weighted + factor * last - beforeLast;
            beforeLast = last;
            last = next;
            double cosineNext = windowFactor * cosine - cosineBefore;
            cosineBefore = cosine;
            cosine = cosineNext;
        }
        double power = last * last + beforeLast * beforeLast - factor * last * beforeLast;
        // A sine of amplitude 1 sums to half the number of samples, of which the window keeps half.
        return Math.sqrt(Math.max(0, power)) * 4 / length;
    }
}
