package dev.renditions.kind;

import java.nio.file.Path;

/**
 * A track that was encoded before, to be copied instead of encoded again. Immutable.
 *
 * @param recipe what was encoded
 * @param file a local file that has the track, as its only one of this kind
 */
public record ReadyTrack(TrackRecipe recipe, Path file) {}
