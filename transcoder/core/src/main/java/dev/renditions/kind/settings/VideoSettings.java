package dev.renditions.kind.settings;

import dev.renditions.media.codec.VideoCodec;

/**
 * Settings of an encoded picture. Immutable.
 *
 * @param codec H.264, HEVC or AV1
 * @param preset the encoder's name of a speed: {@code veryfast} and its like for H.264 and HEVC, a number for AV1
 * @param crf the encoder's constant rate factor: lower is better and larger
 * @param shortSide the rung: pixels of the shorter side at most; a smaller source keeps its size
 * @param maxRateKbps the most kilobits a second over a buffer of two seconds
 * @param maxFrameRate frames a second at most; a slower source keeps its rate
 * @param gopSeconds seconds from key frame to key frame
 */
public record VideoSettings(
        VideoCodec codec, String preset, int crf, int shortSide, int maxRateKbps, int maxFrameRate, int gopSeconds) {
    private static final int BUFFER_SECONDS = 2;

    /** The size in kilobits of the buffer that is never empty while it is refilled at {@link #maxRateKbps()}. */
    public int bufferKilobits() {
        return BUFFER_SECONDS * maxRateKbps;
    }
}
