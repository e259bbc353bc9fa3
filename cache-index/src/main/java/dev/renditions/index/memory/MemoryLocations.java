package dev.renditions.index.memory;

import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.RenditionLocations;
import java.time.Duration;
import java.util.Optional;

record MemoryLocations(TimedCache<RenditionKey, RenditionLocation> entries) implements RenditionLocations {
    @Override
    public Optional<RenditionLocation> find(RenditionKey key) {
        return entries.find(key);
    }

    @Override
    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        entries.put(key, location, ttl);
    }

    @Override
    public boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl) {
        return entries.putIfAbsent(key, entries.timed(location, ttl));
    }
}
