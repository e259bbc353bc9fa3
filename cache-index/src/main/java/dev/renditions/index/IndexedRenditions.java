package dev.renditions.index;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Calls that span {@link RenditionLocations}, {@link RecordedFailures} and {@link Leases}: looking up many renditions
 * in one round trip, and writes whose order matters. The rules for every call are in {@link ArtifactIndex}.
 */
public interface IndexedRenditions {
    /**
     * The locations and failures of several renditions, in one round trip to each server that holds some of them. Not
     * atomic across the keys; throws if the answer for one of them is missing.
     *
     * @return an entry for each key
     */
    Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys);

    /**
     * Deletes location and failure of a rendition; its lease stays. Not atomic across the two.
     *
     * @return whether either existed
     */
    boolean evict(RenditionKey key);

    /**
     * Records the location of a rendition and ends its lease, if the holder still has it. The location is written
     * first, so that no worker finds neither lease nor location.
     *
     * @return whether it was recorded; {@code false} if the lease had ended, and then nothing was written
     * @throws IllegalStateException if the lease is for a track
     */
    boolean publish(Lease lease, RenditionLocation location, Duration ttl);
}
