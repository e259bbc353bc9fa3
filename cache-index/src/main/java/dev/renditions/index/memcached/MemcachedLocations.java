package dev.renditions.index.memcached;

import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Locations as values. A location without a stored form is not recorded; this is logged once. */
final class MemcachedLocations implements RenditionLocations {
    private static final Logger LOG = LoggerFactory.getLogger(MemcachedLocations.class);

    private final SealedValues values;
    private final CallDeadlines deadlines;
    private final Clock clock;
    private final AtomicBoolean loggedTooLong = new AtomicBoolean();

    MemcachedLocations(SealedValues values, CallDeadlines deadlines, Clock clock) {
        this.values = values;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @Override
    public Optional<RenditionLocation> find(RenditionKey key) {
        return values.payload(IndexKeys.location(key), deadlines.begin()).flatMap(EntryCodec::decode);
    }

    @Override
    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        record(key, location, new TimeToLive(ttl), deadlines.begin());
    }

    void record(RenditionKey key, RenditionLocation location, TimeToLive ttl, Deadline deadline) {
        Optional<byte[]> value = encode(key, location);
        if (value.isPresent()) {
            values.set(IndexKeys.location(key), expiration(ttl), value.get(), deadline);
        } else {
            // An earlier entry is outdated.
            values.delete(IndexKeys.location(key), deadline);
        }
    }

    /** A location without a stored form is never recorded. */
    @Override
    public boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = deadlines.beginPatiently();
        Optional<byte[]> value = encode(key, location);
        return value.isPresent()
                && values.addReadable(
                        IndexKeys.location(key),
                        expiration(life),
                        value.get(),
                        payload -> EntryCodec.decode(payload).isPresent(),
                        deadline);
    }

    boolean evict(RenditionKey key, Deadline deadline) {
        return values.delete(IndexKeys.location(key), deadline);
    }

    private Optional<byte[]> encode(RenditionKey key, RenditionLocation location) {
        Optional<byte[]> value = EntryCodec.encode(location);
        if (value.isEmpty() && !loggedTooLong.getAndSet(true)) {
            LOG.warn("{} is not recorded in the index: its URI is too long; further such cases are not logged", key);
        }
        return value;
    }

    private int expiration(TimeToLive ttl) {
        return Expiration.of(ttl, clock.instant());
    }
}
