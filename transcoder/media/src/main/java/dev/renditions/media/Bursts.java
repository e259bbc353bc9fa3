package dev.renditions.media;

import java.util.Map;

/**
 * How unevenly the bits of a video are distributed: the largest burst above each of several rates. A burst is the size
 * of the smallest buffer with which a decoder plays the video without a stall, if the buffer is full at the start, is
 * refilled at that rate, and is drained by a whole frame when that frame is decoded. This is the video buffering
 * verifier (VBV) of encoders, the leaky bucket of H.264, annex C. A video whose burst above a rate is {@code b} has at
 * most {@code rate * length + b} bits. Immutable.
 *
 * @param bits the largest burst in bits, by the rate in kbit/s
 */
public record Bursts(Map<Integer, Long> bits) {
    /** Not measured. */
    public static final Bursts UNKNOWN = new Bursts(Map.of());

    /** Copies the map. */
    public Bursts {
        bits = Map.copyOf(bits);
    }

    /**
     * Whether a decoder with this buffer plays the video without a stall; false for a rate that was not measured.
     *
     * @param rate the refill rate of the buffer in kbit/s
     * @param buffer its size in bits
     */
    public boolean fit(int rate, double buffer) {
        Long burst = bits.get(rate);
        return burst != null && burst <= buffer;
    }
}
