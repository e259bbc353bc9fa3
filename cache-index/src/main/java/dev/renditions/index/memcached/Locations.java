package dev.renditions.index.memcached;

import dev.renditions.index.EntryCodec;
import dev.renditions.index.IndexKeys;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TimeToLive;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.spy.memcached.CASValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Locations as values. One without a stored form is not recorded, which is said once. */
final class Locations {
    private static final Logger LOG = LoggerFactory.getLogger(Locations.class);

    private final Servers servers;
    private final Clock clock;
    private final AtomicBoolean saidTooLong = new AtomicBoolean();

    Locations(Servers servers, Clock clock) {
        this.servers = servers;
        this.clock = clock;
    }

    Optional<RenditionLocation> find(RenditionKey key, Deadline deadline) {
        return servers.gets(IndexKeys.location(key), deadline).flatMap(Locations::decode);
    }

    void record(RenditionKey key, RenditionLocation location, TimeToLive ttl, Deadline deadline) {
        Optional<byte[]> value = encode(key, location);
        if (value.isPresent()) {
            servers.set(IndexKeys.location(key), expiration(ttl), value.get(), deadline);
        } else {
            // What was recorded before is no longer true.
            servers.delete(IndexKeys.location(key), deadline);
        }
    }

    /** Whether it was recorded; one without a stored form never is. */
    boolean recordIfAbsent(RenditionKey key, RenditionLocation location, TimeToLive ttl, Deadline deadline) {
        Optional<byte[]> value = encode(key, location);
        return value.isPresent() && add(IndexKeys.location(key), expiration(ttl), value.get(), deadline);
    }

    /**
     * Adds a value, or swaps it for one that can't be read. Goes round only when somebody else changed the value in between,
     * and ends by the deadline at the latest.
     */
    private boolean add(String key, int expiration, byte[] value, Deadline deadline) {
        while (true) {
            if (servers.add(key, expiration, value, deadline)) {
                return true;
            }
            Optional<CASValue<byte[]>> seen = servers.gets(key, deadline);
            if (seen.isEmpty()) {
                continue;
            }
            if (decode(seen.get()).isPresent()) {
                return false;
            }
            if (servers.swap(key, seen.get(), expiration, value, deadline)) {
                return true;
            }
        }
    }

    private Optional<byte[]> encode(RenditionKey key, RenditionLocation location) {
        Optional<byte[]> value = EntryCodec.encode(location);
        if (value.isEmpty() && !saidTooLong.getAndSet(true)) {
            LOG.warn("{} is not recorded: its URI is too long; nor will others of its kind be", key);
        }
        return value;
    }

    private static Optional<RenditionLocation> decode(CASValue<byte[]> seen) {
        return EntryCodec.decode(seen.getValue());
    }

    private int expiration(TimeToLive ttl) {
        return Expiration.of(ttl, clock.instant());
    }
}
