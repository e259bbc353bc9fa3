package dev.renditions.index;

import java.util.Optional;

/**
 * What an index remembers of one rendition. Immutable.
 *
 * @param location where it is; absent if nothing is recorded
 * @param failure why it was found to be impossible; absent if nothing of the kind is recorded
 */
public record IndexedRendition(Optional<RenditionLocation> location, Optional<RecordedFailure> failure) {}
