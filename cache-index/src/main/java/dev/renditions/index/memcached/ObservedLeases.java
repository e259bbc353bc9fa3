package dev.renditions.index.memcached;

import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The leases of others that this process has seen, each until it would end: for one whose value vanishes before. Bounded: the
 * one that was seen first is forgotten first, which costs an encode at most. Thread-safe.
 */
final class ObservedLeases {
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Duration stale;
    private final LongSupplier nanoTime;
    private final Map<RenditionKey, Seen> leases = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RenditionKey, Seen> eldest) {
            return size() > MOST;
        }
    };

    /**
     * None yet.
     *
     * @param clock what the ends of leases are compared with
     * @param stale how long a lease counts that is not renewed
     * @param nanoTime measures time, as {@link System#nanoTime()}
     */
    ObservedLeases(Clock clock, Duration stale, LongSupplier nanoTime) {
        this.clock = clock;
        this.stale = stale;
        this.nanoTime = nanoTime;
    }

    /**
     * Remembers a lease that somebody else holds.
     *
     * @param usual how long leases last: the bound where the holder's clock is apart from this one
     */
    synchronized void saw(Lease lease, Duration usual) {
        Seen before = leases.get(lease.key());
        if (before == null || !before.lease().equals(lease)) {
            long now = nanoTime.getAsLong();
            leases.put(lease.key(), new Seen(lease, now, now + left(lease, usual)));
        }
    }

    /** Whether a lease that was seen has not ended yet. */
    synchronized boolean isHeld(RenditionKey key) {
        Seen seen = leases.get(key);
        if (seen == null) {
            return false;
        }
        return nanoTime.getAsLong() - seen.end() < 0;
    }

    /**
     * Whether a lease that is still there was seen so long ago, and not renewed since, that its holder is gone and the value is
     * one that the server was told to keep for good, as an old one that somebody put back.
     */
    synchronized boolean isStale(Lease lease) {
        Seen seen = leases.get(lease.key());
        return seen != null && seen.lease().equals(lease) && nanoTime.getAsLong() - seen.since() >= stale.toNanos();
    }

    /** The lease was released. */
    synchronized void forget(RenditionKey key) {
        leases.remove(key);
    }

    private long left(Lease lease, Duration usual) {
        Duration left = Duration.between(clock.instant(), lease.until());
        boolean plausible = !left.isNegative() && left.compareTo(usual) < 0;
        return TimeUnit.NANOSECONDS.convert(plausible ? left : usual);
    }

    private record Seen(Lease lease, long since, long end) {}
}
