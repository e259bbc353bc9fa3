package dev.renditions.service.encode;

import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of a rendition while their holder works, by renewing them at least three times in their life, so that
 * they may be short: a holder that dies is followed soon, one that works is not disturbed. A lease that vanished from the
 * index is taken back by the next renewal; one that another worker took meanwhile is asked for again at each renewal, in
 * case that one ends first. While the index does not answer, the lease in the store is held as well. Index and store are
 * asked on threads of their own: neither waits for the other.
 */
final class LeaseRenewer {
    /** Between two renewals at most: for so long a lease that vanished is free to those who have not seen it. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** How often a lease in the store is renewed in its life: each time is a write, and it does not vanish. */
    private static final int STORE_RENEWALS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewer.class);

    private final RenditionLeases leases;
    private final RenditionKey key;
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
     * Begins to renew.
     *
     * @param ttl how long the leases last as they are
     * @param next how long they are to last at each renewal; throws when their holder has no time left, which ends them
     */
    LeaseRenewer(
            RenditionLeases leases,
            RenditionKey key,
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
        // One period early, since the look after it would be too late.
        this.storeNanos = TimeUnit.MILLISECONDS.toNanos(ttl.toMillis() / STORE_RENEWALS - period);
        this.inIndex = timers.index().scheduleWithFixedDelay(this::renewInIndex, period, period, TimeUnit.MILLISECONDS);
        this.inStore = timers.store().scheduleWithFixedDelay(this::renewInStore, period, period, TimeUnit.MILLISECONDS);
    }

    /** Stops renewing and hands the leases over, still to be published or released; {@link HeldLeases#NONE} the second time. */
    synchronized HeldLeases stop() {
        inIndex.cancel(false);
        inStore.cancel(false);
        HeldLeases handedOver = stopped ? HeldLeases.NONE : holding;
        stopped = true;
        return handedOver;
    }

    /** Asks without a lock: the holder must not wait for an index that does not answer. */
    private void renewInIndex() {
        Optional<HeldLeases> before = current();
        if (before.isEmpty()) {
            return;
        }
        RenditionLeases.InIndex renewed = leases.renewInIndex(key, before.get(), next.get());
        if (!took(renewed)) {
            // Stopped meanwhile: what its holder released then may have been taken back here.
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
        if (!took(renewed, now)) {
            leases.release(HeldLeases.NONE.with(renewed));
        }
    }

    /** What is held; empty once it was handed over. */
    private synchronized Optional<HeldLeases> current() {
        return stopped ? Optional.empty() : Optional.of(holding);
    }

    private synchronized boolean isDueInStore(HeldLeases before, long now) {
        return before.inStore().isPresent() ? now - storeRenewed >= storeNanos : storeWanted;
    }

    private synchronized boolean took(RenditionLeases.InIndex renewed) {
        if (!stopped) {
            storeWanted = renewed.storeWanted();
            // One who waits has the lease in the index for a moment, until it sees that in the store.
            dispute(renewed.rival() && holding.rivalInIndex());
            holding = holding.with(renewed);
        }
        return !stopped;
    }

    private synchronized boolean took(RenditionLeases.InStore renewed, long now) {
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

    /** Whether another worker was seen to make it too, which was logged once then. */
    synchronized boolean isDisputed() {
        return disputed;
    }
}
