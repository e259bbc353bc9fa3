package dev.renditions.index.memcached;

import dev.renditions.index.Counter;
import dev.renditions.index.Counters;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.Deadline;
import dev.renditions.index.memcached.cluster.MemcachedCluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.spy.memcached.CASValue;

/**
 * Counts as decimal text that memcached itself adds to: however many count at once, each is told a number of its own. The
 * first one adds the text, and of many who add one succeeds. Every loop here ends, since it goes round only when somebody
 * else changed the value in between, and by the deadline at the latest.
 */
final class MemcachedCounters implements Counters {
    /** By how much a count outlasts its window: the clocks of two workers are apart, and both count in it. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** The client reads a long; a count with more digits than always fit is not one of ours. */
    private static final int MOST_DIGITS = 18;

    private static final byte[] ONE = {'1'};

    private final MemcachedCluster servers;
    private final CallDeadlines deadlines;
    private final Clock clock;

    MemcachedCounters(MemcachedCluster servers, CallDeadlines deadlines, Clock clock) {
        this.servers = servers;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @Override
    public long count(Counter counter) {
        Deadline deadline = deadlines.beginPatiently();
        Instant now = clock.instant();
        String key = IndexKeys.count(counter, now);
        int expiration = Expiration.of(new TimeToLive(counter.window().plus(CLOCK_SKEW)), now);
        while (true) {
            Optional<Long> count = tryCount(key, expiration, deadline);
            if (count.isPresent()) {
                return count.get();
            }
        }
    }

    @Override
    public boolean forget(Counter counter) {
        return servers.delete(IndexKeys.count(counter, clock.instant()), deadlines.beginPatiently());
    }

    /**
     * Reads before it adds: memcached answers an incr of anything but decimal text with an error, over which the client
     * gives up the connection, and for a second or two every other call on it too.
     */
    private Optional<Long> tryCount(String key, int expiration, Deadline deadline) {
        Optional<CASValue<byte[]>> seen = servers.gets(key, deadline);
        if (seen.isPresent() && isCount(seen.get().getValue())) {
            return servers.incr(key, deadline);
        }
        boolean begun = seen.isPresent()
                ? servers.swap(key, seen.get(), expiration, ONE, deadline)
                : servers.add(key, expiration, ONE, deadline);
        return begun ? Optional.of(1L) : Optional.empty();
    }

    private static boolean isCount(byte[] value) {
        if (value.length == 0 || value.length > MOST_DIGITS) {
            return false;
        }
        for (byte digit : value) {
            if (digit < '0' || digit > '9') {
                return false;
            }
        }
        return true;
    }
}
