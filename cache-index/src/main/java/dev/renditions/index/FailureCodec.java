package dev.renditions.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The stored form of a recorded failure: {@code {"v":1,"kind":"damaged","reason":"..."}}, in this order. At most 4 KB, since
 * a failure is bounded. For the adapters; thread-safe.
 */
public final class FailureCodec {
    private FailureCodec() {}

    /** The bytes to store. */
    public static byte[] encode(RecordedFailure failure) {
        return StoredJson.write(json -> {
            json.writeStringField("kind", failure.kind());
            json.writeStringField("reason", failure.reason());
        });
    }

    /** The failure that the bytes hold; absent if they hold none that can be read. Never throws. */
    public static Optional<RecordedFailure> decode(byte[] value) {
        return StoredJson.read(value).flatMap(FailureCodec::failure);
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
