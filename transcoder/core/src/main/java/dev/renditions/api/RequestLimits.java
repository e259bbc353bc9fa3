package dev.renditions.api;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Limits of time and size for a request. Immutable.
 *
 * @param encode the longest encode
 * @param lease how long a lease lasts unless it is renewed, and so how long a crashed holder delays the others
 * @param patience the longest wait for another worker that makes the same rendition
 * @param verified how long a rendition that the store has confirmed is assumed to exist
 * @param source the limits of a source and its renditions
 */
public record RequestLimits(
        Duration encode, Duration lease, Duration patience, Duration verified, SourceLimits source) {
    /**
     * 26 seconds: with the longest pause between two polls, another worker takes over from a crashed one within 30 seconds,
     * even on a busy machine.
     */
    public static final Duration LEASE = Duration.ofSeconds(26);

    /** With the default limits for sources. */
    public RequestLimits(Duration encode, Duration lease, Duration patience, Duration verified) {
        this(encode, lease, patience, verified, SourceLimits.DEFAULT);
    }

    /** The same with other limits for sources. */
    public RequestLimits with(SourceLimits other) {
        return new RequestLimits(encode, lease, patience, verified, other);
    }

    /** An encode, and the wait for another worker's encode, have the same limit. Leases last {@link #LEASE}. */
    public static RequestLimits of(Duration encode, Duration verified) {
        return new RequestLimits(encode, LEASE, encode, verified);
    }

    /** The same, but no time is longer than the one that the caller itself has left. */
    public RequestLimits within(Duration left) {
        return new RequestLimits(
                shorter(encode, left), shorter(lease, left), shorter(patience, left), verified, source);
    }

    private static Duration shorter(Duration a, Duration b) {
        return Stream.of(a, b).min(Duration::compareTo).orElseThrow();
    }
}
