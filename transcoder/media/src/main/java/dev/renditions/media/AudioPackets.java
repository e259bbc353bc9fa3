package dev.renditions.media;

import java.time.Duration;

/**
 * Statistics of AAC packets. Immutable.
 *
 * @param bits total size in bits
 * @param length from the start of the first to the end of the last
 * @param steady whether they have no gaps and overlaps, and all are played except the encoder's priming
 */
public record AudioPackets(long bits, Duration length, boolean steady) {}
