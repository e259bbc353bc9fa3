package dev.renditions.index;

import java.time.Instant;

/**
 * The right to make one rendition or track, until a deadline. A lease only avoids duplicate work. The store's conditional write
 * is what keeps renditions unique. Immutable.
 *
 * @param key what the holder makes
 * @param token the holder's secret, unique to each {@code tryLease}; renewing, publishing and releasing require it
 * @param until when the lease expires, by the clock of the index's adapter
 */
public record Lease(LeaseKey key, String token, Instant until) {
    /**
     * The rendition that the holder makes.
     *
     * @throws IllegalStateException if the lease is for a track
     */
    public RenditionKey rendition() {
        if (key instanceof RenditionKey rendition) {
            return rendition;
        }
        throw new IllegalStateException("the lease of a track is not that of a rendition: " + key);
    }
}
