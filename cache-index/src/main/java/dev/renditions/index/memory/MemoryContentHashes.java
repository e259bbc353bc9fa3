package dev.renditions.index.memory;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ContentHashes;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.util.Optional;

record MemoryContentHashes(TimedCache<SourceVersion, ContentHash> entries) implements ContentHashes {
    @Override
    public Optional<ContentHash> find(SourceVersion source) {
        return entries.find(source);
    }

    @Override
    public void record(SourceVersion source, ContentHash content, Duration ttl) {
        entries.put(source, content, ttl);
    }

    @Override
    public boolean evict(SourceVersion source) {
        return entries.remove(source);
    }
}
