package dev.renditions.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The stored form of a permission: {@code {"v":1,"permission":"granted"}}, or {@code "refused"}. For the adapters; thread-safe. */
public final class PermissionCodec {
    private PermissionCodec() {}

    /** The bytes to store. */
    public static byte[] encode(Permission permission) {
        return StoredJson.write(json -> json.writeStringField("permission", word(permission)));
    }

    /** The permission that the bytes hold; absent if they hold none that can be read. Never throws. */
    public static Optional<Permission> decode(byte[] value) {
        return StoredJson.read(value).map(node -> node.path("permission")).flatMap(PermissionCodec::permission);
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
