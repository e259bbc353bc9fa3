package dev.renditions.profile;

/**
 * Settings of an encoded picture. Immutable.
 *
 * @param codec {@code h264}
 * @param preset x264's name of a speed, such as {@code veryfast}
 * @param crf x264's constant rate factor: lower is better and larger
 * @param shortSide the rung: pixels of the shorter side at most; a smaller source keeps its size
 * @param maxRateKbps the most kilobits a second over a buffer of two seconds
 * @param maxFrameRate frames a second at most; a slower source keeps its rate
 * @param gopSeconds seconds from key frame to key frame
 */
public record VideoSettings(
        String codec, String preset, int crf, int shortSide, int maxRateKbps, int maxFrameRate, int gopSeconds) {}
