package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates the values of a shared index (HMAC-SHA-256, cut to 128 bits), so that whoever can write to the index but does
 * not have the secret can't make anybody believe a value. A sealed value is the payload as it is, a space, and 22 characters
 * of base64url. The seal covers the text of the cache key too, so a value that was copied from another key does not open. A
 * value that was sealed for the same key earlier does: what must end carries its end in the payload.
 *
 * <p>Never shows its secret. Immutable and thread-safe.
 */
public final class Seal {
    /** The least length of a secret. */
    public static final int LEAST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /** So that the secret may serve other purposes, and other forms of this one. */
    private static final byte[] PURPOSE = "renditions-index:1\n".getBytes(US_ASCII);

    private static final int SEAL_BYTES = 16;

    /** A space and the seal in base64url. */
    private static final int TAIL_BYTES = 1 + (SEAL_BYTES * 8 + 5) / 6;

    /** The most bytes of a sealed value; a longer one was not written by us. */
    public static final int LARGEST_VALUE = StoredJson.MOST_BYTES + TAIL_BYTES;

    /** Ready to use and never used, only copied: a copy takes a tenth of the time that setting one up takes. */
    private final Mac prepared;

    private Seal(byte[] secret) {
        try {
            prepared = Mac.getInstance(ALGORITHM);
            prepared.init(new SecretKeySpec(secret, ALGORITHM));
            var unused = prepared.clone();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /**
     * Seals with this secret.
     *
     * @throws IllegalArgumentException if it is shorter than {@value #LEAST_BYTES} bytes; without a part of it
     */
    public static Seal with(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "the key has " + secret.length + " bytes; " + LEAST_BYTES + " random ones are the least");
        }
        return new Seal(secret.clone());
    }

    /**
     * Seals with the secret that is written in base64url; white space around it is ignored.
     *
     * @throws IllegalArgumentException if it is not base64url or too short; without a part of the text, which may be the secret
     */
    public static Seal parse(String text) {
        byte[] secret;
        try {
            secret = Base64.getUrlDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // Without its message, which quotes what it could not read.
            throw new IllegalArgumentException("the key is not base64url (letters, digits, '-' and '_')");
        }
        return with(secret);
    }

    /** A new secret at random, as {@link #parse} reads it. */
    public static String newSecret() {
        byte[] secret = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** The sealed value of a payload that is kept under this cache key. */
    public byte[] seal(String key, byte[] payload) {
        byte[] value = Arrays.copyOf(payload, payload.length + TAIL_BYTES);
        byte[] tail = tail(key, value, payload.length);
        System.arraycopy(tail, 0, value, payload.length, TAIL_BYTES);
        return value;
    }

    /** The payload of a value that was read under this cache key; absent if it was not sealed for it with this secret. Never throws. */
    public Optional<byte[]> open(String key, byte[] value) {
        int length = value.length - TAIL_BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] tail = Arrays.copyOfRange(value, length, value.length);
        // As text: several texts decode to the same bytes, and only one of them is the seal.
        return MessageDigest.isEqual(tail(key, value, length), tail)
                ? Optional.of(Arrays.copyOf(value, length))
                : Optional.empty();
    }

    private byte[] tail(String key, byte[] value, int length) {
        Mac mac = copy();
        mac.update(PURPOSE);
        mac.update(key.getBytes(US_ASCII));
        // No cache key has a line break, so where it ends and the payload begins is certain.
        mac.update((byte) '\n');
        mac.update(value, 0, length);
        byte[] tail = new byte[TAIL_BYTES];
        tail[0] = ' ';
        byte[] code = Base64.getUrlEncoder().withoutPadding().encode(Arrays.copyOf(mac.doFinal(), SEAL_BYTES));
        System.arraycopy(code, 0, tail, 1, code.length);
        return tail;
    }

    private Mac copy() {
        try {
            return (Mac) prepared.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("it could be copied a moment ago", e);
        }
    }
}
