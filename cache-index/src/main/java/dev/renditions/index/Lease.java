package dev.renditions.index;

import java.time.Instant;

/**
 * The right to make one rendition, until a deadline. A lease is advice that saves work: the fence that keeps renditions
 * unique is the store's conditional write. Immutable.
 *
 * @param key what is being made
 * @param token the holder's own secret, unique to each {@code tryLease}; only it renews, publishes and releases
 * @param until when the lease ends by itself, by the clock of the index's adapter
 */
public record Lease(RenditionKey key, String token, Instant until) {}
