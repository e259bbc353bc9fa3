package dev.renditions.index.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.Lease;
import dev.renditions.index.LeaseKey;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored form of a lease: {@code {"v":1,"token":"...","until":1767225600000}}, in this order, where {@code until}
 * is in milliseconds since 1970. For adapters; thread-safe.
 */
public final class LeaseCodec {
    private static final int MOST_TOKEN = 64;

    private LeaseCodec() {}

    /**
     * Encodes a lease.
     *
     * @throws IllegalArgumentException if the token is empty or longer than 64 characters
     */
    public static byte[] encode(Lease lease) {
        if (!isToken(lease.token())) {
            throw new IllegalArgumentException(
                    "a lease token must have 1 to " + MOST_TOKEN + " characters: '" + lease.token() + "'");
        }
        return StoredJson.write(json -> {
            json.writeStringField("token", lease.token());
            json.writeNumberField("until", lease.until().toEpochMilli());
        });
    }

    /** Decodes a lease on {@code key}; empty if the bytes are unreadable. Never throws. */
    public static Optional<Lease> decode(LeaseKey key, byte[] value) {
        return StoredJson.read(value).flatMap(node -> lease(key, node));
    }

    private static Optional<Lease> lease(LeaseKey key, JsonNode node) {
        JsonNode token = node.path("token");
        JsonNode until = node.path("until");
        if (!token.isTextual()
                || !isToken(token.textValue())
                || !until.isIntegralNumber()
                || !until.canConvertToLong()) {
            return Optional.empty();
        }
        return Optional.of(new Lease(key, token.textValue(), Instant.ofEpochMilli(until.longValue())));
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.length() <= MOST_TOKEN;
    }
}
