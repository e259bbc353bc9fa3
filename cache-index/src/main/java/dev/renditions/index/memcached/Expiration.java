package dev.renditions.index.memcached;

import dev.renditions.index.TimeToLive;
import java.time.Duration;
import java.time.Instant;

/** The number that memcached takes for the life of an entry. */
final class Expiration {
    /** A negative number ends an entry as it is written: a deletion on the condition of a compare-and-swap. */
    static final int AT_ONCE = -1;

    /** Up to here memcached counts from now; above, it reads seconds since 1970, and the entry is gone at once. */
    private static final int THIRTY_DAYS = (int) Duration.ofDays(30).toSeconds();

    private Expiration() {}

    /** The number for an entry written at {@code now}. */
    static int of(TimeToLive ttl, Instant now) {
        if (ttl.seconds() <= THIRTY_DAYS) {
            return (int) ttl.seconds();
        }
        // The client sends an int, so no end lies past January 2038; from a month before on, 30 days it is.
        long end = Math.min(now.getEpochSecond() + ttl.seconds(), Integer.MAX_VALUE);
        return end - now.getEpochSecond() > THIRTY_DAYS ? (int) end : THIRTY_DAYS;
    }
}
