package dev.renditions.ffmpeg.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A SHA-256 of fields. No two sequences of fields have the same bytes, provided that the types of fields follow from the fields
 * before them: numbers have a fixed length, and texts and lists are preceded by theirs. For one thread.
 */
final class FieldDigest {
    private final MessageDigest digest;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    FieldDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    FieldDigest number(long value) {
        digest.update(number.clear().putLong(value).flip());
        return this;
    }

    FieldDigest text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return bytes(bytes, bytes.length);
    }

    FieldDigest texts(List<String> values) {
        number(values.size());
        for (String value : values) {
            text(value);
        }
        return this;
    }

    /** Adds the first bytes of an array. */
    FieldDigest bytes(byte[] bytes, int length) {
        number(length);
        digest.update(bytes, 0, length);
        return this;
    }

    /** The digest of all fields, as 64 hex digits. The fields are forgotten. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
