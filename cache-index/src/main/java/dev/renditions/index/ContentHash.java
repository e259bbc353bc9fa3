package dev.renditions.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a source's bytes. It identifies the content, independent of where it was uploaded and how it was
 * named. Immutable.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentHash(String hex) {
    private static final int BUFFER = 1 << 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if {@code hex} has another form
     */
    public ContentHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: '" + hex + "'");
        }
    }

    /** Parses the output of {@link #toString()}. */
    public static ContentHash parse(String hex) {
        return new ContentHash(hex);
    }

    /** Completes a digest from {@link #newDigest()} and resets it. */
    public static ContentHash of(MessageDigest digest) {
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    /** Hashes bytes in memory. */
    public static ContentHash of(byte[] bytes) {
        MessageDigest digest = newDigest();
        digest.update(bytes);
        return of(digest);
    }

    /**
     * One hash of several texts. Each is prefixed with its length, so that different lists never have the same input.
     */
    static ContentHash ofParts(String... parts) {
        MessageDigest digest = newDigest();
        for (String part : parts) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            digest.update((text.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(text);
        }
        return of(digest);
    }

    /**
     * Hashes the rest of a stream with constant memory. Does not close it.
     *
     * @throws IOException if reading fails
     */
    public static ContentHash of(InputStream in) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return of(digest);
    }

    /** A new SHA-256 digest. Not thread-safe. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this Java runtime", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
