package dev.renditions;

import dev.renditions.index.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Keeps a lease while its holder works, by renewing it three times in its life, so that it may be short: a holder that dies
 * is followed soon, one that works is not disturbed. A lease that was lost is not taken back; the holder's work then ends
 * at the store, which keeps the first.
 */
final class LeaseKeeper {
    private final AtomicReference<Optional<Lease>> lease;
    private final ScheduledFuture<?> renewals;

    /**
     * Begins to renew.
     *
     * @param ttl how long the lease lasts as it is
     * @param next how long it is to last at each renewal; throws when its holder has no time left, which ends them
     */
    LeaseKeeper(
            TolerantIndex index, Lease first, Duration ttl, Supplier<Duration> next, ScheduledExecutorService timer) {
        this.lease = new AtomicReference<>(Optional.of(first));
        long period = Math.max(1, ttl.toMillis() / 3);
        this.renewals = timer.scheduleWithFixedDelay(
                () -> lease.updateAndGet(l -> l.flatMap(held -> index.renew(held, next.get()))),
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    /**
     * Stops renewing and hands the lease over, still to be published or released; empty if it was lost meanwhile, or handed
     * over before.
     */
    Optional<Lease> stop() {
        renewals.cancel(false);
        return lease.getAndSet(Optional.empty());
    }
}
