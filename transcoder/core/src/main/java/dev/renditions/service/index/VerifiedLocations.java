package dev.renditions.service.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;

/**
 * A short-lived cache in this process of renditions whose location the store has confirmed. Absence is never cached, since a
 * missing rendition may be published at any time. Thread-safe.
 */
public final class VerifiedLocations {
    private static final int MAX_ENTRIES = 100_000;

    private final Cache<RenditionKey, RenditionLocation> seen;

    /** The ticker must be monotonic, so that entries are not used for longer than {@code time}. */
    public VerifiedLocations(Duration time, Ticker ticker) {
        this.seen = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
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
