package dev.renditions.ffmpeg.filter;

/**
 * Frames per second as a fraction, as ffmpeg counts time: a number like 29.97 stands for 30000/1001. Immutable.
 *
 * @param numerator above 0
 * @param denominator above 0
 */
public record FrameRate(long numerator, long denominator) {
    private static final long MAX_DENOMINATOR = 10_000;
    private static final double EXACT = 1e-9;

    /**
     * The simplest fraction that equals a rate, found by continued fractions.
     *
     * @throws IllegalArgumentException if the number is not positive or too large
     */
    public static FrameRate of(double rate) {
        if (!(rate > 0 && rate < Integer.MAX_VALUE / (double) MAX_DENOMINATOR)) {
            throw new IllegalArgumentException("not a frame rate: " + rate);
        }
        long before = 1;
        long beforeUnder = 0;
        long numerator = (long) rate;
        long denominator = 1;
        double rest = rate - numerator;
        while (Math.abs(rate - (double) numerator / denominator) > EXACT * rate) {
            rest = 1 / rest;
            long term = (long) rest;
            rest -= term;
            long nextUnder = term * denominator + beforeUnder;
            if (nextUnder > MAX_DENOMINATOR) {
                break;
            }
            long next = term * numerator + before;
            before = numerator;
            beforeUnder = denominator;
            numerator = next;
            denominator = nextUnder;
        }
        return new FrameRate(Math.max(1, numerator), denominator);
    }

    /** The fraction in ffmpeg's notation. */
    @Override
    public String toString() {
        return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
    }
}
