package dev.renditions.media;

import java.time.Duration;

/**
 * How the packets of AAC follow each other. Immutable.
 *
 * @param bits of all of them
 * @param length from the start of the first to the end of the last
 * @param steady whether they follow each other without gaps and overlaps, and all are heard but what an encoder puts in front
 */
public record AudioPackets(long bits, Duration length, boolean steady) {}
