package dev.renditions.service.encode;

import dev.renditions.index.LeaseKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of a rendition or a track at least three times in their lifetime, as long as their holder works. So leases can be short:
 * another worker soon replaces a holder that crashed, and never one that works. A lease that disappeared from the index is taken
 * back by the next renewal. A lease that another worker took in the meantime is requested at each renewal, in case that worker
 * ends first. While the index does not answer, the lease in the store is held too. Index and store have separate threads, so
 * neither waits for the other.
 */
final class LeaseRenewer {
    /** The maximum time between two renewals. Another worker may take a lease that disappeared during that time. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /**
     * How often a lease in the store is renewed in its lifetime. Each renewal is a write, and such a lease does not disappear.
     */
    private static final int STORE_RENEWALS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewer.class);

    private final RenditionLeases leases;
    private final LeaseKey key;
    private final Supplier<Duration> next;
    private final RenewalThreads timers;
    private final long storeNanos;
    private final ScheduledFuture<?> inIndex;
    private final ScheduledFuture<?> inStore;
    private HeldLeases holding;
    private boolean storeWanted;
    private long storeRenewed;
    private boolean stopped;
    private boolean disputed;

    /**
     * Starts to renew.
     *
     * @param ttl the current time to live of the leases
     * @param next the time to live at each renewal; throws if the holder has no time left, which ends the renewals
     */
    LeaseRenewer(
            RenditionLeases leases,
            LeaseKey key,
            HeldLeases first,
            Duration ttl,
            Supplier<Duration> next,
            RenewalThreads timers) {
        this.leases = leases;
        this.key = key;
        this.next = next;
        this.timers = timers;
        this.holding = first;
        this.storeRenewed = timers.nanoTime().getAsLong();
        long period = Math.max(1, Math.min(ttl.toMillis() / 3, PERIOD.toMillis()));
        // One period early, since the next check would be too late.
        this.storeNanos = TimeUnit.MILLISECONDS.toNanos(ttl.toMillis() / STORE_RENEWALS - period);
        this.inIndex = timers.index().scheduleWithFixedDelay(this::renewInIndex, period, period, TimeUnit.MILLISECONDS);
        this.inStore = timers.store().scheduleWithFixedDelay(this::renewInStore, period, period, TimeUnit.MILLISECONDS);
    }

    /** Starts to renew leases that were just taken. If that fails, for example at a shutdown, they are released. */
    static LeaseRenewer start(
            RenditionLeases leases,
            LeaseKey key,
            HeldLeases taken,
            Duration ttl,
            Supplier<Duration> next,
            RenewalThreads timers) {
        try {
            return new LeaseRenewer(leases, key, taken, ttl, next, timers);
        } catch (RuntimeException e) {
            leases.release(taken);
            throw e;
        }
    }

    /** Stops renewing and returns the leases, which the caller ends; the second call returns {@link HeldLeases#NONE}. */
    synchronized HeldLeases stop() {
        inIndex.cancel(false);
        inStore.cancel(false);
        HeldLeases last = stopped ? HeldLeases.NONE : holding;
        stopped = true;
        return last;
    }

    /** Calls the index without a lock: the holder must not wait for an index that does not answer. */
    private void renewInIndex() {
        Optional<HeldLeases> before = current();
        if (before.isEmpty()) {
            return;
        }
        RenditionLeases.InIndex renewed = leases.renewInIndex(key, before.get(), next.get());
        if (!update(renewed)) {
            // Stopped in the meantime: this renewal may have taken back the lease that the holder released.
            leases.release(HeldLeases.NONE.with(renewed));
        }
    }

    private void renewInStore() {
        Optional<HeldLeases> before = current();
        long now = timers.nanoTime().getAsLong();
        if (before.isEmpty() || !isDueInStore(before.get(), now)) {
            return;
        }
        RenditionLeases.InStore renewed = leases.renewInStore(key, before.get(), next.get());
        if (!update(renewed, now)) {
            leases.release(HeldLeases.NONE.with(renewed));
        }
    }

    /** The leases that are held; empty after {@link #stop}. */
    private synchronized Optional<HeldLeases> current() {
        return stopped ? Optional.empty() : Optional.of(holding);
    }

    private synchronized boolean isDueInStore(HeldLeases before, long now) {
        return before.inStore().isPresent() ? now - storeRenewed >= storeNanos : storeWanted;
    }

    private synchronized boolean update(RenditionLeases.InIndex renewed) {
        if (!stopped) {
            storeWanted = renewed.storeWanted();
            // A waiter has the lease in the index for a moment, until it sees the lease in the store.
            dispute(renewed.rival() && holding.rivalInIndex());
            holding = holding.with(renewed);
        }
        return !stopped;
    }

    private synchronized boolean update(RenditionLeases.InStore renewed, long now) {
        if (!stopped) {
            storeRenewed = now;
            dispute(renewed.rival());
            holding = holding.with(renewed);
        }
        return !stopped;
    }

    private void dispute(boolean rival) {
        if (rival && !disputed) {
            disputed = true;
            LOG.warn("another worker took the lease of {}, so it is encoded twice; the store keeps the first", key);
        }
    }

    /** Whether another worker makes the same; this was logged once. */
    synchronized boolean isDisputed() {
        return disputed;
    }
}
