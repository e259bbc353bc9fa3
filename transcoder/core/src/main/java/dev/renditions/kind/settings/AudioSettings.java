package dev.renditions.kind.settings;

import dev.renditions.media.codec.AudioCodec;

/**
 * Settings of encoded audio. Immutable.
 *
 * @param codec the codec
 * @param bitRateKbps kilobits a second
 * @param channels the maximum number of channels: a source with more is mixed down, one with fewer keeps its own
 * @param sampleRate samples a second
 */
public record AudioSettings(AudioCodec codec, int bitRateKbps, int channels, int sampleRate) {}
