package dev.renditions;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long things may take. Immutable.
 *
 * @param encode one encode
 * @param lease a lease, unless it is renewed: what a holder that dies costs the others
 * @param patience waiting for another worker that makes the same rendition
 */
public record Limits(Duration encode, Duration lease, Duration patience) {
    /** Leases of 30 seconds. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** These limits for encodes, and for others' encodes; leases of {@link #LEASE}. */
    public static Limits ofEncode(Duration encode) {
        return new Limits(encode, LEASE, encode);
    }

    /** The same, but nothing longer than the time that the caller itself has left. */
    Limits within(Duration left) {
        return new Limits(shorter(encode, left), shorter(lease, left), shorter(patience, left));
    }

    private static Duration shorter(Duration a, Duration b) {
        return Stream.of(a, b).min(Duration::compareTo).orElseThrow();
    }
}
