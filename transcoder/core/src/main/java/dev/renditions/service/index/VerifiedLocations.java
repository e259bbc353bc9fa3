package dev.renditions.service.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;

/**
 * Remembers for a short while, in this process, which renditions the store was seen to hold. Only what was seen is
 * remembered, never absence: what was missing a moment ago may have been made since. Safe for use by many threads.
 */
public final class VerifiedLocations {
    private static final int MOST = 100_000;

    private final Cache<RenditionKey, RenditionLocation> seen;

    /** By a clock that is never set back: what was seen must not be believed for longer. */
    public VerifiedLocations(Duration time, Ticker ticker) {
        this.seen = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(time)
                .ticker(ticker)
                .build();
    }

    public boolean holds(RenditionKey key, RenditionLocation location) {
        return location.equals(seen.getIfPresent(key));
    }

    public void add(RenditionKey key, RenditionLocation location) {
        seen.put(key, location);
    }
}
