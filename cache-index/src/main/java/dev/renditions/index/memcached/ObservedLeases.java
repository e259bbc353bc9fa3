package dev.renditions.index.memcached;

import dev.renditions.index.Lease;
import dev.renditions.index.LeaseKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The leases of other workers that this process has seen, each kept until its end in case its value vanishes early.
 * Bounded: the oldest is dropped first, which costs at most one duplicate encode. Thread-safe.
 */
final class ObservedLeases {
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Duration stale;
    private final LongSupplier nanoTime;
    private final Map<LeaseKey, Seen> leases = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LeaseKey, Seen> eldest) {
            return size() > MOST;
        }
    };

    /**
     * An empty record.
     *
     * @param clock the clock that the ends of leases are compared with
     * @param stale how long a lease counts without renewal
     * @param nanoTime monotonic time, as {@link System#nanoTime()}
     */
    ObservedLeases(Clock clock, Duration stale, LongSupplier nanoTime) {
        this.clock = clock;
        this.stale = stale;
        this.nanoTime = nanoTime;
    }

    /**
     * Records a lease of another worker.
     *
     * @param usual the usual duration of leases, assumed if the holder's clock differs too much from this one
     */
    synchronized void saw(Lease lease, Duration usual) {
        Seen before = leases.get(lease.key());
        if (before == null || !before.lease().equals(lease)) {
            long now = nanoTime.getAsLong();
            leases.put(lease.key(), new Seen(lease, now, now + left(lease, usual)));
        }
    }

    /** Whether a recorded lease has not ended yet. */
    synchronized boolean isHeld(LeaseKey key) {
        Seen seen = leases.get(key);
        if (seen == null) {
            return false;
        }
        return nanoTime.getAsLong() - seen.end() < 0;
    }

    /**
     * Whether an existing lease has not been renewed for so long that its holder must be gone. Such a value has no
     * expiration, for example because an attacker restored an old one.
     */
    synchronized boolean isStale(Lease lease) {
        Seen seen = leases.get(lease.key());
        return seen != null && seen.lease().equals(lease) && nanoTime.getAsLong() - seen.since() >= stale.toNanos();
    }

    /** Forgets a lease, for example because it was released. */
    synchronized void forget(LeaseKey key) {
        leases.remove(key);
    }

    private long left(Lease lease, Duration usual) {
        Duration left = Duration.between(clock.instant(), lease.until());
        boolean plausible = !left.isNegative() && left.compareTo(usual) < 0;
        return TimeUnit.NANOSECONDS.convert(plausible ? left : usual);
    }

    private record Seen(Lease lease, long since, long end) {}
}
