package dev.renditions.api.segment;

/**
 * How many segments of a film exist. Immutable.
 *
 * @param done those that exist, whoever encoded them
 * @param all all of them; each rung of a ladder has its own
 */
public record SegmentCount(int done, int all) {}
