package dev.renditions.index.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.ContentHash;
import java.util.Optional;

/** The stored form of a content hash: {@code {"v":1,"sha256":"<64 hex digits>"}}. For adapters; thread-safe. */
public final class ContentCodec {
    private ContentCodec() {}

    public static byte[] encode(ContentHash content) {
        return StoredJson.write(json -> json.writeStringField("sha256", content.hex()));
    }

    /** Decodes a hash; empty if the bytes are unreadable. Never throws. */
    public static Optional<ContentHash> decode(byte[] value) {
        return StoredJson.read(value).flatMap(ContentCodec::content);
    }

    private static Optional<ContentHash> content(JsonNode node) {
        JsonNode sha256 = node.path("sha256");
        try {
            return sha256.isTextual() ? Optional.of(ContentHash.parse(sha256.textValue())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
