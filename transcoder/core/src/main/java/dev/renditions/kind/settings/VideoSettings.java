package dev.renditions.kind.settings;

import dev.renditions.media.codec.VideoCodec;

/**
 * Settings of encoded video. Immutable.
 *
 * @param codec H.264, HEVC or AV1
 * @param preset the encoder's speed preset: a name such as {@code veryfast} for H.264 and HEVC, a number for AV1
 * @param crf the encoder's constant rate factor: lower means better quality and larger files
 * @param shortSide the maximum number of pixels of the shorter side; a smaller source keeps its size
 * @param maxRateKbps the maximum rate in kilobits a second, over a buffer of two seconds
 * @param maxFrameRate the maximum number of frames a second; a slower source keeps its rate
 * @param gopSeconds seconds from key frame to key frame
 */
public record VideoSettings(
        VideoCodec codec, String preset, int crf, int shortSide, int maxRateKbps, int maxFrameRate, int gopSeconds) {
    private static final int BUFFER_SECONDS = 2;

    /** The size in kilobits of the rate control buffer, which is refilled at {@link #maxRateKbps()} and must not run empty. */
    public int bufferKilobits() {
        return BUFFER_SECONDS * maxRateKbps;
    }
}
