package dev.renditions.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a source's bytes: its name, wherever it was uploaded and whatever it was called. Immutable.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentHash(String hex) {
    private static final int BUFFER = 1 << 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if {@code hex} is anything but 64 lower-case hexadecimal digits
     */
    public ContentHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: '" + hex + "'");
        }
    }

    /** Reads the form that {@link #toString()} writes. */
    public static ContentHash parse(String hex) {
        return new ContentHash(hex);
    }

    /** The hash that {@code digest}, as {@link #newDigest()} makes it, has come to; resets the digest. */
    public static ContentHash of(MessageDigest digest) {
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    /** The hash of bytes that are at hand. */
    public static ContentHash of(byte[] bytes) {
        MessageDigest digest = newDigest();
        digest.update(bytes);
        return of(digest);
    }

    /** One hash of several texts, such that no two lists of texts are hashed by the same bytes: the length is in front of each. */
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
     * The hash of everything that is left in a stream; holds no more than a buffer of it, and leaves the stream open.
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

    /** An empty digest of the kind that names contents; for one thread. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
