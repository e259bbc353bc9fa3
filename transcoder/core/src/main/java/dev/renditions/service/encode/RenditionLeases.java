package dev.renditions.service.encode;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.index.Lease;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.service.index.FailSoftLeases;
import dev.renditions.service.index.FailSoftRenditions;
import dev.renditions.service.index.LookupCounters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases that let one worker make a rendition or a track: in the index, and also in the store if the index does not answer or is not
 * shared. While a shared index answers, the store is not asked. Thread-safe.
 */
public final class RenditionLeases {
    private static final Logger LOG = LoggerFactory.getLogger(RenditionLeases.class);

    private final FailSoftLeases index;
    private final FailSoftRenditions renditions;
    private final Optional<StoreLeases> store;
    private final LookupCounters counters;
    private final AtomicBoolean storeOut = new AtomicBoolean();
    private final OutageWindow outage = new OutageWindow(RequestLimits.LEASE, System::nanoTime);

    public RenditionLeases(
            FailSoftLeases index, FailSoftRenditions renditions, Optional<StoreLeases> store, LookupCounters counters) {
        this.index = index;
        this.renditions = renditions;
        this.store = store;
        this.counters = counters;
    }

    /** The result of an attempt to take the leases of a rendition or a track. */
    sealed interface Attempt permits Taken, Busy {}

    /** This worker makes it; without any lease if neither index nor store answers. */
    record Taken(HeldLeases holding) implements Attempt {}

    /**
     * Another worker makes it.
     *
     * @param inStore whether that worker has the lease in the store
     */
    record Busy(boolean inStore) implements Attempt {}

    /** Takes the leases if they are free. Does not wait. */
    Attempt tryTake(LeaseKey key, Duration ttl) {
        FailSoftLeases.Attempt inIndex = noteOutage(index.tryLease(key, ttl));
        if (inIndex instanceof FailSoftLeases.Busy) {
            return new Busy(false);
        }
        Optional<Lease> lease = lease(inIndex);
        if (isEnough(inIndex) && !outage.lasts()) {
            return new Taken(new HeldLeases(lease, Optional.empty()));
        }
        InStore inStore;
        try {
            inStore = askStore(key, ttl);
        } catch (RuntimeException e) {
            lease.ifPresent(index::release);
            throw e;
        }
        if (inStore.rival()) {
            lease.ifPresent(index::release);
            return new Busy(true);
        }
        return new Taken(new HeldLeases(lease, inStore.lease()));
    }

    /** Renews the lease in the index, or takes it if it is missing. */
    InIndex renewInIndex(LeaseKey key, HeldLeases before, Duration ttl) {
        FailSoftLeases.Attempt answer = noteOutage(
                before.inIndex().map(lease -> index.renew(lease, ttl)).orElseGet(() -> index.tryLease(key, ttl)));
        boolean busy = answer instanceof FailSoftLeases.Busy;
        boolean rival = busy || (before.rivalInIndex() && answer instanceof FailSoftLeases.Unguarded);
        return new InIndex(lease(answer).or(before::inIndex), rival, !isEnough(answer) && !busy);
    }

    /** Renews the lease in the store, or takes it if it is missing. */
    InStore renewInStore(LeaseKey key, HeldLeases before, Duration ttl) {
        if (before.inStore().isPresent()) {
            boolean ours = renewed(before.inStore().get(), ttl);
            return new InStore(before.inStore().filter(lease -> ours), !ours);
        }
        return askStore(key, ttl);
    }

    /**
     * Ends the leases of a published rendition. The index records it first, so that other workers always see one or the other.
     */
    void published(RenditionKey key, HeldLeases holding, RenditionLocation location, Duration ttl) {
        renditions.publish(key, holding.ownInIndex(), location, ttl);
        holding.inStore().ifPresent(RenditionLeases::release);
    }

    /** Ends the leases of a rendition that was not published, or of a track. */
    void release(HeldLeases holding) {
        holding.ownInIndex().ifPresent(index::release);
        holding.inStore().ifPresent(RenditionLeases::release);
    }

    private FailSoftLeases.Attempt noteOutage(FailSoftLeases.Attempt answer) {
        if (answer instanceof FailSoftLeases.Unguarded) {
            outage.begin();
        }
        return answer;
    }

    /** Whether the lease in the index is enough: no other process can have a lease that is not visible there. */
    private boolean isEnough(FailSoftLeases.Attempt inIndex) {
        return inIndex instanceof FailSoftLeases.Held && index.isShared();
    }

    private static Optional<Lease> lease(FailSoftLeases.Attempt inIndex) {
        return inIndex instanceof FailSoftLeases.Held held ? Optional.of(held.lease()) : Optional.empty();
    }

    private InStore askStore(LeaseKey key, Duration ttl) {
        if (store.isEmpty()) {
            return InStore.NONE;
        }
        try {
            Optional<StoreLease> lease = store.get().tryTake(key, ttl);
            storeOut.set(false);
            lease.ifPresent(taken -> count(key));
            return new InStore(lease, lease.isEmpty());
        } catch (StoreException e) {
            if (storeOut.compareAndSet(false, true)) {
                LOG.warn(
                        "continuing without leases in the store; other workers may encode the same: {}",
                        e.getMessage());
            }
            return InStore.NONE;
        }
    }

    /** Leases of tracks belong to no profile, and are not counted. */
    private void count(LeaseKey key) {
        if (key instanceof RenditionKey rendition) {
            counters.add(rendition.profile().name(), LookupMetric.FALLBACK_LEASE);
        }
    }

    /** Whether this worker still has the lease. If the store does not answer, it is assumed to have it. */
    private static boolean renewed(StoreLease lease, Duration ttl) {
        try {
            return lease.renew(ttl);
        } catch (StoreException e) {
            LOG.debug("a lease in the store is not renewed: {}", e.getMessage());
            return true;
        }
    }

    /** Releases the lease on an interrupted thread too; otherwise waiters would wait until it expires. */
    private static void release(StoreLease lease) {
        boolean interrupted = Thread.interrupted();
        try {
            lease.release();
        } catch (StoreException e) {
            LOG.debug("a lease in the store is left to expire: {}", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The answer of the index to a renewal.
     *
     * @param lease this worker's lease, as last seen
     * @param rival whether another worker has the lease
     * @param storeWanted whether the lease in the index is not enough, so that one in the store is needed too
     */
    record InIndex(Optional<Lease> lease, boolean rival, boolean storeWanted) {}

    /**
     * The answer of the store.
     *
     * @param lease this worker's lease
     * @param rival whether another worker has the lease
     */
    record InStore(Optional<StoreLease> lease, boolean rival) {
        /** No answer. */
        private static final InStore NONE = new InStore(Optional.empty(), false);
    }
}
