package dev.renditions.index.memory;

import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.Optional;

record MemoryFailures(TimedCache<RenditionKey, RecordedFailure> entries) implements RecordedFailures {
    @Override
    public Optional<RecordedFailure> find(RenditionKey key) {
        return entries.find(key);
    }

    @Override
    public void record(RenditionKey key, RecordedFailure failure, Duration ttl) {
        entries.put(key, failure, ttl);
    }

    @Override
    public boolean evict(RenditionKey key) {
        return entries.remove(key);
    }
}
