package dev.renditions.service.index;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Shortens times to live by up to a tenth, so that entries that are recorded together do not expire together. */
public record TtlJitter(RandomGenerator random) {
    private static final double MAX_SHARE = 0.1;

    /** Returns a time to live that is up to a tenth shorter. */
    public Duration shorten(Duration ttl) {
        return ttl.minusMillis((long) (ttl.toMillis() * MAX_SHARE * random.nextDouble()));
    }
}
