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
 * Authenticates the values of a shared index with HMAC-SHA-256, truncated to 128 bits, so that an attacker who can
 * write to the index but does not have the secret can't forge a value. A sealed value is the payload, a space, and 22
 * characters of base64url. The seal also covers the cache key, so a value copied from another key does not open. It
 * does not prevent replay of an older value of the same key: a payload that must expire contains its end.
 *
 * <p>Never exposes its secret. Immutable and thread-safe.
 */
public final class Seal {
    /** The minimum length of a secret in bytes. */
    public static final int LEAST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /** Domain separation: the secret may also be used for other purposes and future formats. */
    private static final byte[] PURPOSE = "renditions-index:1\n".getBytes(US_ASCII);

    private static final int SEAL_BYTES = 16;

    /** A space and the seal in base64url. */
    private static final int TAIL_BYTES = 1 + (SEAL_BYTES * 8 + 5) / 6;

    /** The maximum size of a sealed value in bytes; a longer value is foreign. */
    public static final int LARGEST_VALUE = StoredJson.MOST_BYTES + TAIL_BYTES;

    /** Initialized and only cloned: a clone takes a tenth of the time of an initialization. */
    private final Mac prepared;

    private Seal(byte[] secret) {
        try {
            prepared = Mac.getInstance(ALGORITHM);
            prepared.init(new SecretKeySpec(secret, ALGORITHM));
            var unused = prepared.clone();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException(ALGORITHM + " is missing in this Java runtime", e);
        }
    }

    /**
     * A seal with this secret.
     *
     * @throws IllegalArgumentException if it is shorter than {@value #LEAST_BYTES} bytes; the message never contains it
     */
    public static Seal with(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "the key has " + secret.length + " bytes; use at least " + LEAST_BYTES + " random bytes");
        }
        return new Seal(secret.clone());
    }

    /**
     * A seal with a secret in base64url; surrounding white space is ignored.
     *
     * @throws IllegalArgumentException if it is not base64url or too short; the message never contains the text, which
     *     may be the secret
     */
    public static Seal parse(String text) {
        byte[] secret;
        try {
            secret = Base64.getUrlDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // The cause is dropped, since its message quotes the input.
            throw new IllegalArgumentException("the key is not base64url (letters, digits, '-' and '_')");
        }
        return with(secret);
    }

    /** A new random secret in the form that {@link #parse} reads. */
    public static String newSecret() {
        byte[] secret = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Seals a payload for this cache key. */
    public byte[] seal(String key, byte[] payload) {
        byte[] value = Arrays.copyOf(payload, payload.length + TAIL_BYTES);
        byte[] tail = tail(key, value, payload.length);
        System.arraycopy(tail, 0, value, payload.length, TAIL_BYTES);
        return value;
    }

    /**
     * Opens a value read under this cache key; empty if it was not sealed for this key with this secret. Never throws.
     */
    public Optional<byte[]> open(String key, byte[] value) {
        int length = value.length - TAIL_BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] tail = Arrays.copyOfRange(value, length, value.length);
        // Compared as text, since several texts decode to the same bytes.
        return MessageDigest.isEqual(tail(key, value, length), tail)
                ? Optional.of(Arrays.copyOf(value, length))
                : Optional.empty();
    }

    private byte[] tail(String key, byte[] value, int length) {
        Mac mac = copy();
        mac.update(PURPOSE);
        mac.update(key.getBytes(US_ASCII));
        // No cache key has a line break, so this separates key and payload unambiguously.
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
            throw new IllegalStateException("cloning a Mac failed, though it succeeded before", e);
        }
    }
}
