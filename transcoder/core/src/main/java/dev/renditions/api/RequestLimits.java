package dev.renditions.api;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long things may take, and how large they may be. Immutable.
 *
 * @param encode one encode
 * @param lease a lease, unless it is renewed: what a holder that dies costs the others
 * @param patience waiting for another worker that makes the same rendition
 * @param verified how long a rendition that the store was seen to hold is taken to be there still
 * @param source what a source, and what is made of it, may measure
 */
public record RequestLimits(
        Duration encode, Duration lease, Duration patience, Duration verified, SourceLimits source) {
    /** Leases of 26 seconds: with the longest pause between two polls, a crashed worker is followed within 30, on a busy machine too. */
    public static final Duration LEASE = Duration.ofSeconds(26);

    /** The usual limits for sources. */
    public RequestLimits(Duration encode, Duration lease, Duration patience, Duration verified) {
        this(encode, lease, patience, verified, SourceLimits.DEFAULT);
    }

    /** The same with other limits for sources. */
    public RequestLimits with(SourceLimits other) {
        return new RequestLimits(encode, lease, patience, verified, other);
    }

    /** These limits for encodes, and for others' encodes; leases of {@link #LEASE}. */
    public static RequestLimits of(Duration encode, Duration verified) {
        return new RequestLimits(encode, LEASE, encode, verified);
    }

    /** The same, but nothing longer than the time that the caller itself has left. */
    public RequestLimits within(Duration left) {
        return new RequestLimits(
                shorter(encode, left), shorter(lease, left), shorter(patience, left), verified, source);
    }

    private static Duration shorter(Duration a, Duration b) {
        return Stream.of(a, b).min(Duration::compareTo).orElseThrow();
    }
}
