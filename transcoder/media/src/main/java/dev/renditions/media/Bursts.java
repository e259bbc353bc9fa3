package dev.renditions.media;

import java.util.Map;

/**
 * How unevenly the bits of a video are spread: for each of some rates, the largest burst above that rate. That is the size of
 * the smallest buffer with which a decoder plays the video without a stall, if its buffer is full at the start, is refilled at
 * that rate, and gives away the bits of a frame at once when that is decoded: the video buffering verifier (VBV) of encoders,
 * the leaky bucket of H.264, annex C. A video whose burst above a rate is {@code b} has at most {@code rate * length + b} bits,
 * however long it is. Immutable.
 *
 * @param bits the largest burst in bits, by the rate in kilobits a second
 */
public record Bursts(Map<Integer, Long> bits) {
    /** Measured at no rate. */
    public static final Bursts UNKNOWN = new Bursts(Map.of());

    /** Copies the map. */
    public Bursts {
        bits = Map.copyOf(bits);
    }

    /**
     * Whether a decoder with that buffer plays the video without a stall; false for a rate that was not measured.
     *
     * @param rate at which the buffer is refilled, in kilobits a second
     * @param buffer its size in bits
     */
    public boolean fit(int rate, double buffer) {
        Long burst = bits.get(rate);
        return burst != null && burst <= buffer;
    }
}
