package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** Where renditions are. For what holds for every call see {@link ArtifactIndex}. */
public interface RenditionLocations {
    /** Where the rendition was recorded to be; absent if nothing is recorded. Does not ask the store. */
    Optional<RenditionLocation> find(RenditionKey key);

    /** Records where a rendition is, over any earlier location. Needs no lease: for what the store holds already. */
    void record(RenditionKey key, RenditionLocation location, Duration ttl);

    /**
     * Records where a rendition is if nothing is recorded: for code that fills an index while others use it.
     *
     * @return whether it was recorded; {@code false} if there is an entry already
     */
    boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl);
}
