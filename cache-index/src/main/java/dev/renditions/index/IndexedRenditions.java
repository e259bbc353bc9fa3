package dev.renditions.index;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Calls that span {@link RenditionLocations}, {@link RecordedFailures} and {@link Leases}: the look-up of many renditions in
 * one round trip, and writes whose order matters. For what holds for every call see {@link ArtifactIndex}.
 */
public interface IndexedRenditions {
    /**
     * The locations and failures of several renditions, in one round trip to each server that keeps some of them. Not atomic
     * over the keys; throws if the answer for one of them is missing.
     *
     * @return an entry for each key
     */
    Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys);

    /**
     * Deletes location and failure of a rendition; its lease stays. Not atomic over the two.
     *
     * @return whether there was any
     */
    boolean evict(RenditionKey key);

    /**
     * Records where the rendition is and ends the lease, if the holder still has it. The location is written first, so no
     * worker finds neither lease nor location.
     *
     * @return whether it was recorded; {@code false} if the lease had ended, and then nothing was written
     */
    boolean publish(Lease lease, RenditionLocation location, Duration ttl);
}
