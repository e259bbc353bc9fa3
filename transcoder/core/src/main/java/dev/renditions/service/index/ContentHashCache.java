package dev.renditions.service.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers for a short while, in this process, which content the versions of sources have, so that a repeated request asks
 * the index for the rendition alone. A version names bytes that never change, so what is remembered stays true; it ends all
 * the same, since people may tell the index to forget. Safe for use by many threads.
 */
final class ContentHashCache {
    static final Duration TIME = Duration.ofMinutes(5);

    /** Some megabytes. */
    private static final int MOST = 10_000;

    private final Cache<SourceVersion, ContentHash> contents;

    ContentHashCache(Ticker ticker) {
        this.contents = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(TIME)
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
