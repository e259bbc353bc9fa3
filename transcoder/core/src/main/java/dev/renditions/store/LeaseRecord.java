package dev.renditions.store;

import dev.renditions.support.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A lease as it is written into a store: {@code {"v":1,"token":"...","renewals":0,"millis":26000,"locked":false}}. Each
 * renewal changes it, which shows others that its holder is alive. Immutable.
 *
 * @param token a unique identifier of each lease that is taken
 * @param renewals how often it was renewed
 * @param length how long it lasts unless it is renewed
 * @param locked whether its holder also has a lock that the kernel frees when the holder crashes
 */
public record LeaseRecord(String token, long renewals, Duration length, boolean locked) {
    /** A longer length in a store is reduced to this one. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int VERSION = 1;

    /** A new lease with a new token. */
    public static LeaseRecord create(Duration length, boolean locked) {
        return new LeaseRecord(UUID.randomUUID().toString(), 0, length, locked);
    }

    /** The same lease, renewed, with another length. */
    public LeaseRecord renewed(Duration ttl) {
        return new LeaseRecord(token, renewals + 1, ttl, locked);
    }

    /** Whether both are states of one lease of one holder. */
    public boolean isOfSameHolder(LeaseRecord other) {
        return token.equals(other.token);
    }

    /** The bytes to store. */
    public byte[] encode() {
        return StrictJson.write(new Stored(VERSION, token, renewals, length.toMillis(), locked))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The decoded bytes; empty if they are not a lease of this version. Never throws. */
    public static Optional<LeaseRecord> decode(byte[] bytes) {
        try {
            Stored stored = StrictJson.read(StrictJson.MAPPER.readTree(bytes), Stored.class);
            return stored.v() == VERSION && stored.millis() > 0 ? Optional.of(stored.lease()) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The members of the JSON object. */
    private record Stored(int v, String token, long renewals, long millis, boolean locked) {
        LeaseRecord lease() {
            return new LeaseRecord(token, renewals, Duration.ofMillis(Math.min(millis, LONGEST.toMillis())), locked);
        }
    }
}
