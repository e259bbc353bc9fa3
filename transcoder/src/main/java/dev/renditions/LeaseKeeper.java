package dev.renditions;

import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of a rendition while their holder works, by renewing them at least three times in their life, so that
 * they may be short: a holder that dies is followed soon, one that works is not disturbed. A lease that vanished from the
 * index is taken back by the next renewal; one that another worker took meanwhile is asked for again at each renewal, in
 * case that one ends first. While the index does not answer, the lease in the store is held as well.
 */
final class LeaseKeeper {
    /** Between two renewals at most: for so long a lease that vanished is free to those who have not seen it. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** How often a lease in the store is renewed in its life: each time is a write, and it does not vanish. */
    private static final int STORE_RENEWALS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final WorkLeases leases;
    private final RenditionKey key;
    private final Supplier<Duration> next;
    private final long storePeriods;
    private final ScheduledFuture<?> renewals;
    private Holding holding;
    private long periods;
    private boolean stopped;

    /**
     * Begins to renew.
     *
     * @param ttl how long the leases last as they are
     * @param next how long they are to last at each renewal; throws when their holder has no time left, which ends them
     */
    LeaseKeeper(
            WorkLeases leases,
            RenditionKey key,
            Holding first,
            Duration ttl,
            Supplier<Duration> next,
            ScheduledExecutorService timer) {
        this.leases = leases;
        this.key = key;
        this.next = next;
        this.holding = first;
        long period = Math.max(1, Math.min(ttl.toMillis() / 3, PERIOD.toMillis()));
        this.storePeriods = Math.max(1, ttl.toMillis() / STORE_RENEWALS / period);
        this.renewals = timer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /** Stops renewing and hands the leases over, still to be published or released; {@link Holding#NONE} the second time. */
    synchronized Holding stop() {
        renewals.cancel(false);
        Holding handedOver = stopped ? Holding.NONE : holding;
        stopped = true;
        return handedOver;
    }

    /** Asks index and store without a lock: the holder must not wait for one that does not answer. */
    private void renew() {
        Holding before;
        boolean renewStore;
        synchronized (this) {
            if (stopped) {
                return;
            }
            before = holding;
            renewStore = ++periods % storePeriods == 0;
        }
        Holding renewed = leases.renew(key, before, next.get(), renewStore);
        if (!took(renewed)) {
            // Stopped meanwhile: what its holder released then may have been taken back here.
            leases.release(renewed);
        }
    }

    private synchronized boolean took(Holding renewed) {
        if (stopped) {
            return false;
        }
        if (renewed.hasRival() && !holding.hasRival()) {
            LOG.warn("another worker took the lease of {}, so it is encoded twice; the store keeps the first", key);
        }
        holding = renewed;
        return true;
    }
}
