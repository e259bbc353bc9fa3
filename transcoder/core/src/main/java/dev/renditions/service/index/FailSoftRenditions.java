package dev.renditions.service.index;

import dev.renditions.index.IndexedRendition;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls that span location, failure and lease of a rendition; see {@link FailSoftIndex}. */
public final class FailSoftRenditions {
    private final IndexedRenditions renditions;
    private final FailSoftLocations locations;
    private final OutageGuard guard;
    private final TtlJitter jitter;

    FailSoftRenditions(IndexedRenditions renditions, FailSoftLocations locations, OutageGuard guard, TtlJitter jitter) {
        this.renditions = renditions;
        this.locations = locations;
        this.guard = guard;
        this.jitter = jitter;
    }

    /** Locations and failures of several renditions; an empty map if the index does not answer for any of them. */
    public Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        return guard.ask(() -> renditions.findAll(keys), Map.<RenditionKey, IndexedRendition>of())
                .value();
    }

    /** Deletes the location and the failure of a rendition. */
    public void evict(RenditionKey key) {
        guard.write(() -> renditions.evict(key));
    }

    /**
     * Records a published rendition and ends its lease. As with {@link FailSoftLeases#tryLease} the index is called even if the
     * request already had a timeout, since other workers may wait for the end of the lease. The location is also recorded without
     * a lease, or if the lease disappeared.
     *
     * @param lease the lease, if this worker has it
     */
    public void publish(RenditionKey key, Optional<Lease> lease, RenditionLocation location, Duration ttl) {
        if (lease.isPresent()) {
            IndexAnswer<Boolean> published =
                    guard.askOnceMore(() -> renditions.publish(lease.get(), location, jitter.shorten(ttl)), false);
            if (published.value() || published.outage().isPresent()) {
                return;
            }
        }
        locations.record(key, location, ttl);
    }
}
