package dev.renditions.index.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.RecordedFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored form of a recorded failure: {@code {"v":1,"kind":"damaged","reason":"...","until":1767225600000}}, in this
 * order, where {@code until} is in milliseconds since 1970. At most 4 KB, since a failure is bounded. For adapters;
 * thread-safe.
 */
public final class FailureCodec {
    private FailureCodec() {}

    /**
     * Encodes a failure.
     *
     * @param until when the entry ends
     */
    public static byte[] encode(RecordedFailure failure, Instant until) {
        return StoredJson.write(json -> {
            json.writeStringField("kind", failure.kind());
            json.writeStringField("reason", failure.reason());
            ExpiryCodec.write(until, json);
        });
    }

    /** Decodes a failure; empty if the bytes are unreadable or the entry has ended. Never throws. */
    public static Optional<RecordedFailure> decode(byte[] value, Instant now) {
        return StoredJson.read(value)
                .filter(node -> ExpiryCodec.isAhead(node, now))
                .flatMap(FailureCodec::failure);
    }

    private static Optional<RecordedFailure> failure(JsonNode node) {
        JsonNode kind = node.path("kind");
        JsonNode reason = node.path("reason");
        if (!kind.isTextual() || !reason.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecordedFailure(kind.textValue(), reason.textValue()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
