package dev.renditions.index.memcached;

import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.FailureCodec;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Failures as values with their end within. */
record MemcachedFailures(SealedValues values, CallDeadlines deadlines, Clock clock) implements RecordedFailures {
    @Override
    public Optional<RecordedFailure> find(RenditionKey key) {
        return values.payload(IndexKeys.failure(key), deadlines.begin()).flatMap(this::decode);
    }

    @Override
    public void record(RenditionKey key, RecordedFailure failure, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Instant now = clock.instant();
        byte[] value = FailureCodec.encode(failure, life.endFrom(now));
        values.set(IndexKeys.failure(key), Expiration.of(life, now), value, deadlines.begin());
    }

    @Override
    public boolean evict(RenditionKey key) {
        return evict(key, deadlines.beginPatiently());
    }

    boolean evict(RenditionKey key, Deadline deadline) {
        return values.delete(IndexKeys.failure(key), deadline);
    }

    /** The failure that a payload holds; absent if it does not parse or has ended. */
    Optional<RecordedFailure> decode(byte[] payload) {
        return FailureCodec.decode(payload, clock.instant());
    }
}
