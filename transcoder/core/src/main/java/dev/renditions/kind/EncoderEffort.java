package dev.renditions.kind;

/**
 * How much there is to encode with one codec, to be set against how fast that went before. Immutable.
 *
 * @param codec what encodes it, such as {@code h264}
 * @param units pixels of all frames, or seconds of sound
 */
public record EncoderEffort(String codec, double units) {}
