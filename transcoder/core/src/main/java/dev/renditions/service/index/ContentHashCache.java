package dev.renditions.service.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.util.Optional;

/**
 * A short-lived cache in this process of the content hashes of source versions, so that a repeated request asks the index only
 * for the rendition. The bytes of a version never change, so entries stay true. They expire because a user may evict the entries
 * of the index. Thread-safe.
 */
final class ContentHashCache {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** The maximum number of entries; they take some megabytes. */
    private static final int MAX_ENTRIES = 10_000;

    private final Cache<SourceVersion, ContentHash> contents;

    ContentHashCache(Ticker ticker) {
        this.contents = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(LIFETIME)
                .ticker(ticker)
                .build();
    }

    Optional<ContentHash> find(SourceVersion version) {
        return Optional.ofNullable(contents.getIfPresent(version));
    }

    void add(SourceVersion version, ContentHash content) {
        contents.put(version, content);
    }
}
