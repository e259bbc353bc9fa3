package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** Where renditions are. The rules for every call are in {@link ArtifactIndex}. */
public interface RenditionLocations {
    /** The recorded location of a rendition. Does not ask the store. */
    Optional<RenditionLocation> find(RenditionKey key);

    /** Records a location and overwrites any earlier one. Needs no lease: use it for what the store holds already. */
    void record(RenditionKey key, RenditionLocation location, Duration ttl);

    /**
     * Records a location if none is recorded: for code that fills an index while others use it.
     *
     * @return whether it was recorded; {@code false} if an entry exists
     */
    boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl);
}
