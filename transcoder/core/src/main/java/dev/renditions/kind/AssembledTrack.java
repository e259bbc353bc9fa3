package dev.renditions.kind;

import java.time.Duration;

/**
 * A track of a rendition whose plan encodes it. Immutable.
 *
 * @param recipe what was planned
 * @param file the name of the file of the rendition that has the track
 * @param encodeTime the wall-clock time of its encode in this call, or its share if several were encoded together; zero if it
 *     was ready before
 * @param encoded whether it was encoded for this rendition. If not, it was copied from a track that was ready before, or that
 *     was encoded for another rendition of the same call
 */
public record AssembledTrack(TrackRecipe recipe, String file, Duration encodeTime, boolean encoded) {}
