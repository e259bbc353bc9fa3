package dev.renditions.index;

import java.time.Instant;

/**
 * The right to make one rendition, until a deadline. A lease only avoids duplicate work. The store's conditional write
 * is what keeps renditions unique. Immutable.
 *
 * @param key the rendition
 * @param token the holder's secret, unique to each {@code tryLease}; renewing, publishing and releasing require it
 * @param until when the lease expires, by the clock of the index's adapter
 */
public record Lease(RenditionKey key, String token, Instant until) {}
