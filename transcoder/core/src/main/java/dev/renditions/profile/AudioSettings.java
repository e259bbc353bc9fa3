package dev.renditions.profile;

/**
 * Settings of encoded sound. Immutable.
 *
 * @param codec {@code aac}, {@code mp3} or {@code opus}
 * @param bitRateKbps kilobits a second
 * @param channels channels at most: a source with more is mixed down, one with fewer keeps its own
 * @param sampleRate samples a second
 */
public record AudioSettings(String codec, int bitRateKbps, int channels, int sampleRate) {}
