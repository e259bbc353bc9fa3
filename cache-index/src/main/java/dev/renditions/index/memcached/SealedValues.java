package dev.renditions.index.memcached;

import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.cluster.Deadline;
import dev.renditions.index.memcached.cluster.MemcachedCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.spy.memcached.CASValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals values when writing and opens them when reading, each for its own key. A value that does not open is treated as
 * absent; it is counted, and the first one is logged. Thread-safe.
 */
final class SealedValues {
    private static final Logger LOG = LoggerFactory.getLogger(SealedValues.class);

    private final MemcachedCluster servers;
    private final Supplier<Seal> seal;
    private final LongAdder unopened = new LongAdder();
    private final AtomicBoolean loggedUnopened = new AtomicBoolean();

    /**
     * Sealed values on these servers.
     *
     * @param seal called for each value that is found or written, so that the secret can be read lazily
     */
    SealedValues(MemcachedCluster servers, Supplier<Seal> seal) {
        this.servers = servers;
        this.seal = seal;
    }

    /**
     * An existing value.
     *
     * @param payload what was sealed; absent if the value does not open
     * @param read the value as it was read, for a compare-and-swap
     */
    record Found(Optional<byte[]> payload, CASValue<byte[]> read) {}

    /** The existing value, whether or not it opens. */
    Optional<Found> find(String key, Deadline deadline) {
        return servers.gets(key, deadline).map(read -> new Found(open(key, read.getValue()), read));
    }

    /** The payload of this key; empty if absent or not opened. */
    Optional<byte[]> payload(String key, Deadline deadline) {
        return find(key, deadline).flatMap(Found::payload);
    }

    /** The payloads of these keys, with one request to each server that holds some of them. */
    Map<String, byte[]> payloads(Collection<String> keys, Deadline deadline) {
        Map<String, byte[]> payloads = new HashMap<>();
        servers.getAll(keys, deadline)
                .forEach((key, value) -> open(key, value).ifPresent(payload -> payloads.put(key, payload)));
        return payloads;
    }

    void set(String key, int expiration, byte[] payload, Deadline deadline) {
        servers.set(key, expiration, seal.get().seal(key, payload), deadline);
    }

    boolean add(String key, int expiration, byte[] payload, Deadline deadline) {
        return servers.add(key, expiration, seal.get().seal(key, payload), deadline);
    }

    boolean swap(String key, Found seen, int expiration, byte[] payload, Deadline deadline) {
        return servers.swap(key, seen.read(), expiration, seal.get().seal(key, payload), deadline);
    }

    /**
     * Adds a value or replaces an unreadable one. Repeats only if another caller changed the value in between, and not
     * after the deadline.
     *
     * @param readable whether an existing payload stays
     * @return whether the value was written
     */
    boolean addReadable(String key, int expiration, byte[] payload, Predicate<byte[]> readable, Deadline deadline) {
        while (true) {
            if (add(key, expiration, payload, deadline)) {
                return true;
            }
            Optional<Found> seen = find(key, deadline);
            if (seen.isEmpty()) {
                continue;
            }
            if (seen.get().payload().filter(readable).isPresent()) {
                return false;
            }
            if (swap(key, seen.get(), expiration, payload, deadline)) {
                return true;
            }
        }
    }

    boolean delete(String key, Deadline deadline) {
        return servers.delete(key, deadline);
    }

    /** The number of values that did not open. */
    long unopened() {
        return unopened.sum();
    }

    private Optional<byte[]> open(String key, byte[] value) {
        Optional<byte[]> payload = seal.get().open(key, value);
        if (payload.isEmpty()) {
            unopened.increment();
            if (!loggedUnopened.getAndSet(true)) {
                LOG.warn(
                        "the value of {} in memcached is not sealed with this worker's key and is ignored, as further such"
                                + " values will be; give all workers the same index key or the same store, and check who"
                                + " else can write to memcached",
                        key);
            }
        }
        return payload;
    }
}
