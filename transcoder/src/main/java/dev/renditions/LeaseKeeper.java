package dev.renditions;

import dev.renditions.index.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lease while its holder works, by renewing it at least three times in its life, so that it may be short: a holder
 * that dies is followed soon, one that works is not disturbed. A lease that vanished from the index is taken back by the next
 * renewal. One that another worker took meanwhile is asked for again at each renewal, in case that one ends first.
 */
final class LeaseKeeper {
    /** Between two renewals at most: for so long a lease that vanished is free to those who have not seen it. */
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final TolerantIndex index;
    private final Supplier<Duration> next;
    private final ScheduledFuture<?> renewals;
    private Lease lease;
    private boolean ours = true;
    private boolean stopped;

    /**
     * Begins to renew.
     *
     * @param ttl how long the lease lasts as it is
     * @param next how long it is to last at each renewal; throws when its holder has no time left, which ends them
     */
    LeaseKeeper(
            TolerantIndex index, Lease first, Duration ttl, Supplier<Duration> next, ScheduledExecutorService timer) {
        this.index = index;
        this.next = next;
        this.lease = first;
        long period = Math.max(1, Math.min(ttl.toMillis() / 3, PERIOD.toMillis()));
        this.renewals = timer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Stops renewing and hands the lease over, still to be published or released; empty if another worker has it, or if it was
     * handed over before.
     */
    synchronized Optional<Lease> stop() {
        renewals.cancel(false);
        boolean handedOver = ours && !stopped;
        stopped = true;
        return handedOver ? Optional.of(lease) : Optional.empty();
    }

    /** Asks the index without a lock: the holder must not wait for one that does not answer. */
    private void renew() {
        Optional<Lease> before = kept();
        if (before.isEmpty()) {
            return;
        }
        Optional<Lease> renewed = index.renew(before.get(), next.get());
        if (!took(renewed)) {
            // Stopped meanwhile: what its holder released then may have been taken back here.
            renewed.ifPresent(index::release);
        }
    }

    private synchronized Optional<Lease> kept() {
        return stopped ? Optional.empty() : Optional.of(lease);
    }

    private synchronized boolean took(Optional<Lease> renewed) {
        if (stopped) {
            return false;
        }
        if (ours && renewed.isEmpty()) {
            LOG.warn(
                    "another worker took the lease of {}, so it is encoded twice; the store keeps the first",
                    lease.key());
        }
        ours = renewed.isPresent();
        lease = renewed.orElse(lease);
        return true;
    }
}
