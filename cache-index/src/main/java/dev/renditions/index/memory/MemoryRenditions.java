package dev.renditions.index.memory;

import dev.renditions.index.IndexedRendition;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

record MemoryRenditions(MemoryLocations locations, MemoryFailures failures, MemoryLeases leases)
        implements IndexedRenditions {
    @Override
    public Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        return keys.stream()
                .collect(Collectors.toMap(
                        Function.identity(), key -> new IndexedRendition(locations.find(key), failures.find(key))));
    }

    @Override
    public boolean evict(RenditionKey key) {
        boolean location = locations.entries().remove(key);
        boolean failure = failures.evict(key);
        return location || failure;
    }

    @Override
    public boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
        RenditionKey rendition = lease.rendition();
        TimedCache.Timed<RenditionLocation> entry = locations.entries().timed(location, ttl);
        return leases.end(lease, () -> locations.entries().put(rendition, entry));
    }
}
