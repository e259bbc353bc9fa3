package dev.renditions.index.memcached;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The leases of others that this process has seen, each until it would end: for one whose value vanishes before. Bounded;
 * what is forgotten costs an encode at most. Thread-safe.
 */
final class SeenLeases {
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private final Ticker ticker;
    private final Cache<RenditionKey, Seen> leases;

    /**
     * None yet.
     *
     * @param clock what the ends of leases are compared with
     * @param ticker measures time
     */
    SeenLeases(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
        this.leases = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LONGEST)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Remembers a lease that somebody else holds.
     *
     * @param usual how long leases last: the bound where the holder's clock is apart from this one
     */
    void saw(Lease lease, Duration usual) {
        leases.asMap()
                .compute(
                        lease.key(),
                        (key, before) -> before != null && before.lease().equals(lease)
                                ? before
                                : new Seen(lease, ticker.read() + left(lease, usual)));
    }

    /** Whether a lease that was seen has not ended yet. */
    boolean isHeld(RenditionKey key) {
        Seen seen = leases.getIfPresent(key);
        return seen != null && ticker.read() - seen.end() < 0;
    }

    /** The lease was released, or ended. */
    void forget(RenditionKey key) {
        leases.invalidate(key);
    }

    private long left(Lease lease, Duration usual) {
        Duration left = Duration.between(clock.instant(), lease.until());
        boolean plausible = !left.isNegative() && left.compareTo(usual) < 0;
        return TimeUnit.NANOSECONDS.convert(plausible ? left : usual);
    }

    private record Seen(Lease lease, long end) {}
}
