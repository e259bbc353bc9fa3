package dev.renditions.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A lease as it is written into a store: {@code {"v":1,"token":"...","renewals":0,"millis":26000,"locked":false}}. Each
 * renewal changes it, which is how others see that its holder lives. Immutable.
 *
 * @param token the holder's own, unique to each lease that is taken
 * @param renewals how often it was renewed
 * @param length how long it lasts unless it is renewed
 * @param locked whether its holder also has a lock that the kernel frees when the holder dies
 */
public record LeaseRecord(String token, long renewals, Duration length, boolean locked) {
    /** What claims to last longer, lasts this long. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A lease that nobody has had before. */
    public static LeaseRecord create(Duration length, boolean locked) {
        return new LeaseRecord(UUID.randomUUID().toString(), 0, length, locked);
    }

    /** The same lease, renewed, with another length. */
    public LeaseRecord renewed(Duration ttl) {
        return new LeaseRecord(token, renewals + 1, ttl, locked);
    }

    /** Whether both are of one holder and one lease. */
    public boolean isOfSameHolder(LeaseRecord other) {
        return token.equals(other.token);
    }

    /** The bytes to store. */
    public byte[] encode() {
        try {
            return JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("v", VERSION)
                    .put("token", token)
                    .put("renewals", renewals)
                    .put("millis", length.toMillis())
                    .put("locked", locked));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a lease can't be written as JSON", e);
        }
    }

    /** What the bytes say; empty if they are not a lease of this version. Never throws. */
    public static Optional<LeaseRecord> decode(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            long millis = node.path("millis").asLong();
            if (node.path("v").asInt() != VERSION || !node.path("token").isTextual() || millis <= 0) {
                return Optional.empty();
            }
            return Optional.of(new LeaseRecord(
                    node.path("token").textValue(),
                    node.path("renewals").asLong(),
                    Duration.ofMillis(Math.min(millis, LONGEST.toMillis())),
                    node.path("locked").asBoolean()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
