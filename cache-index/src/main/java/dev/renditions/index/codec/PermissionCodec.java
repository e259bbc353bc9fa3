package dev.renditions.index.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.Permission;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The stored form of a permission: {@code {"v":1,"permission":"granted","until":1767225600000}}, or {@code "refused"},
 * where {@code until} is in milliseconds since 1970. For adapters; thread-safe.
 */
public final class PermissionCodec {
    private PermissionCodec() {}

    /**
     * Encodes a permission.
     *
     * @param until when the entry ends
     */
    public static byte[] encode(Permission permission, Instant until) {
        return StoredJson.write(json -> {
            json.writeStringField("permission", word(permission));
            ExpiryCodec.write(until, json);
        });
    }

    /** Decodes a permission; empty if the bytes are unreadable or the entry has ended. Never throws. */
    public static Optional<Permission> decode(byte[] value, Instant now) {
        return StoredJson.read(value)
                .filter(node -> ExpiryCodec.isAhead(node, now))
                .map(node -> node.path("permission"))
                .flatMap(PermissionCodec::permission);
    }

    private static Optional<Permission> permission(JsonNode node) {
        return Arrays.stream(Permission.values())
                .filter(permission -> node.isTextual() && word(permission).equals(node.textValue()))
                .findFirst();
    }

    private static String word(Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }
}
