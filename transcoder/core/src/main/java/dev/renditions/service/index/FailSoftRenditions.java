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

    /** Locations and failures of several renditions; an empty map if the index does not answer for one of them. */
    public Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        return guard.ask(() -> renditions.findAll(keys), Map.<RenditionKey, IndexedRendition>of())
                .value();
    }

    /** Deletes location and failure. */
    public void evict(RenditionKey key) {
        guard.tell(() -> renditions.evict(key));
    }

    /**
     * Records a rendition that the store was just given, and ends its lease. As with {@link FailSoftLeases#tryLease} the index
     * is asked even if the request has waited in vain before, since other workers may wait for the end of the lease. Without
     * a lease, or with one that vanished, the location is recorded all the same.
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
