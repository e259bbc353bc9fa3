package dev.renditions.kind;

/**
 * How much there is to encode with one codec, to compare with the measured speed of that codec. Immutable.
 *
 * @param codec the codec, such as {@code h264}
 * @param units pixels of all frames, or seconds of audio
 */
public record EncoderEffort(String codec, double units) {}
