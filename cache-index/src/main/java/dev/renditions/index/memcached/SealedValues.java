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
import java.util.function.Supplier;
import net.spy.memcached.CASValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that are sealed where they are written and opened where they are read, each under its own key. One that does not open
 * is as good as absent; it is counted, and said once. Thread-safe.
 */
final class SealedValues {
    private static final Logger LOG = LoggerFactory.getLogger(SealedValues.class);

    private final MemcachedCluster servers;
    private final Supplier<Seal> seal;
    private final LongAdder unopened = new LongAdder();
    private final AtomicBoolean saidUnopened = new AtomicBoolean();

    /**
     * Values on these servers.
     *
     * @param seal asked for each value that is there or is written, so that the secret may be read when it is first needed
     */
    SealedValues(MemcachedCluster servers, Supplier<Seal> seal) {
        this.servers = servers;
        this.seal = seal;
    }

    /**
     * A value that is there.
     *
     * @param payload what was sealed; absent if the value does not open
     * @param read the value as it was read, to be swapped
     */
    record Found(Optional<byte[]> payload, CASValue<byte[]> read) {}

    /** What is there, readable or not. */
    Optional<Found> find(String key, Deadline deadline) {
        return servers.gets(key, deadline).map(read -> new Found(open(key, read.getValue()), read));
    }

    /** What was sealed for this key. */
    Optional<byte[]> payload(String key, Deadline deadline) {
        return find(key, deadline).flatMap(Found::payload);
    }

    /** What was sealed for each key, by one question to each server that keeps some of the keys. */
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

    boolean delete(String key, Deadline deadline) {
        return servers.delete(key, deadline);
    }

    /** How many values did not open. */
    long unopened() {
        return unopened.sum();
    }

    private Optional<byte[]> open(String key, byte[] value) {
        Optional<byte[]> payload = seal.get().open(key, value);
        if (payload.isEmpty()) {
            unopened.increment();
            if (!saidUnopened.getAndSet(true)) {
                LOG.warn(
                        "the value of {} in memcached is not sealed with this worker's key and counts as absent, as will"
                                + " others; give all workers the same index key or the same store, and check who else can"
                                + " write to memcached",
                        key);
            }
        }
        return payload;
    }
}
