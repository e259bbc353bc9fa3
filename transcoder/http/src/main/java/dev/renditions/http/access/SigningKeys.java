package dev.renditions.http.access;

import dev.renditions.support.UrlPath;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret keys that sign paths (HMAC-SHA256). The first key signs; signatures of all keys are accepted. To replace a
 * key, put a new one first, and remove the old one when its signatures have expired. Never shows a secret. Immutable.
 *
 * <p>Written by hand: the JDK has the MAC, and what is signed, a path with an end, is simpler than the tokens of a library.
 */
public final class SigningKeys {
    private static final int LEAST_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "renditions:1\n";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private final Map<String, SecretKeySpec> keys;
    /** A random key, so that checking a signature of an unknown key takes as long as checking a wrong signature. */
    private final SecretKeySpec decoy;

    private SigningKeys(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
        byte[] random = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(random);
        this.decoy = new SecretKeySpec(random, ALGORITHM);
    }

    /**
     * Parses {@code ID:SECRET}, several separated by commas or white space; a secret is at least 32 bytes as base64url.
     *
     * @throws IllegalArgumentException with every mistake, by the key's position; the message never repeats the text,
     *     since it may be the secret
     */
    public static SigningKeys parse(String text) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        List<String> mistakes = new ArrayList<>();
        int number = 0;
        for (String entry : text.strip().split("[,\\s]+", -1)) {
            number++;
            String mistake = add(entry, keys);
            if (!mistake.isEmpty()) {
                mistakes.add("key " + number + " " + mistake);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        return new SigningKeys(keys);
    }

    /**
     * Adds a key.
     *
     * @return what is wrong with it; empty if nothing
     */
    private static String add(String entry, Map<String, SecretKeySpec> keys) {
        int colon = entry.indexOf(':');
        if (colon < 0) {
            return "has no id; write ID:SECRET";
        }
        String id = entry.substring(0, colon);
        if (!ID.matcher(id).matches()) {
            return "has an invalid id; write 1 to 32 letters, digits, '-' or '_' before a colon";
        }
        byte[] secret;
        try {
            secret = Base64.getUrlDecoder().decode(entry.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            // The exception's message is dropped, since it quotes the text.
            return "has a secret that is not base64url (letters, digits, '-' and '_')";
        }
        if (secret.length < LEAST_BYTES) {
            return "has a secret of " + secret.length + " bytes; it needs at least " + LEAST_BYTES + " random bytes";
        }
        return keys.putIfAbsent(id, new SecretKeySpec(secret, ALGORITHM)) == null
                ? ""
                : "has the same id as an earlier key";
    }

    /** The ids; the first one signs. */
    public List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /** Signs a path with the first key; the expiry is truncated to the second. */
    public Signature sign(UrlPath path, Instant expires) {
        return sign(path, expires, ids().get(0));
    }

    /**
     * Signs a path with the key of an id.
     *
     * @throws IllegalArgumentException if the id is unknown
     */
    public Signature sign(UrlPath path, Instant expires, String id) {
        SecretKeySpec key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException(
                    "unknown signing key '" + id + "'; the keys are " + String.join(", ", ids()));
        }
        Instant second = expires.truncatedTo(ChronoUnit.SECONDS);
        return new Signature(second, id, value(key, path, second));
    }

    /**
     * Whether one of the keys made this signature for this path. Does not check the expiry. Takes the same time for
     * right and wrong signatures.
     */
    public boolean verify(Signature signature, UrlPath path) {
        SecretKeySpec key = keys.get(signature.key());
        String right = value(key == null ? decoy : key, path, signature.expires());
        // Compared as text: several texts decode to the same bytes, and only one of them is the signature.
        boolean equal = MessageDigest.isEqual(
                right.getBytes(StandardCharsets.UTF_8), signature.value().getBytes(StandardCharsets.UTF_8));
        return equal && key != null;
    }

    private static String value(SecretKeySpec key, UrlPath path, Instant expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String text = PURPOSE + path.canonical() + "\n" + expires.getEpochSecond();
            byte[] code = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Shows the ids only. */
    @Override
    public String toString() {
        return "SigningKeys" + ids();
    }
}
