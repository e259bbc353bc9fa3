package dev.renditions.index.memcached;

import dev.renditions.index.TimeToLive;
import java.time.Duration;
import java.time.Instant;

/** The expiration value of a Memcached command. */
final class Expiration {
    /** A negative value expires an entry immediately: in a compare-and-swap it is a conditional deletion. */
    static final int AT_ONCE = -1;

    /** Memcached reads a value up to this as relative, and a larger one as seconds since 1970. */
    private static final int THIRTY_DAYS = (int) Duration.ofDays(30).toSeconds();

    private Expiration() {}

    /** The value for an entry written at {@code now}. */
    static int of(TimeToLive ttl, Instant now) {
        if (ttl.seconds() <= THIRTY_DAYS) {
            return (int) ttl.seconds();
        }
        // The client sends an int, so an absolute end can't lie after January 2038. In the month before that, the time
        // to live is 30 days.
        long end = Math.min(now.getEpochSecond() + ttl.seconds(), Integer.MAX_VALUE);
        return end - now.getEpochSecond() > THIRTY_DAYS ? (int) end : THIRTY_DAYS;
    }
}
