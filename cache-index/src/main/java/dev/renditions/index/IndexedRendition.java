package dev.renditions.index;

import java.util.Optional;

/**
 * The index entries of one rendition. Immutable.
 *
 * @param location where it is; absent if nothing is recorded
 * @param failure why it is impossible to make; absent if no failure is recorded
 */
public record IndexedRendition(Optional<RenditionLocation> location, Optional<RecordedFailure> failure) {}
