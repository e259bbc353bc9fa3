package dev.renditions;

import java.time.Duration;

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
}
