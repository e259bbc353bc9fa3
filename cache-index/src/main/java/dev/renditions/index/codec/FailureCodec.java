package dev.renditions.index.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.RecordedFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored form of a recorded failure: {@code {"v":1,"kind":"damaged","reason":"...","until":1767225600000}}, in this
 * order, where {@code until} is in milliseconds since 1970. At most 4 KB, since a failure is bounded. For the adapters; thread-safe.
 */
public final class FailureCodec {
    private FailureCodec() {}

    /**
     * The bytes to store.
     *
     * @param until when it ends, wherever it is kept
     */
    public static byte[] encode(RecordedFailure failure, Instant until) {
        return StoredJson.write(json -> {
            json.writeStringField("kind", failure.kind());
            json.writeStringField("reason", failure.reason());
            ExpiryCodec.write(until, json);
        });
    }

    /** The failure that the bytes hold; absent if they hold none that can be read, or one that has ended. Never throws. */
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
