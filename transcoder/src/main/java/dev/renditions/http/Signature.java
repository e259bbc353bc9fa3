package dev.renditions.http;

import java.time.Instant;

/**
 * Says that somebody who has a signing key let the path pass until then. Whoever has it may use it, so it is not shown in
 * logs. Immutable.
 *
 * @param expires until when, in whole seconds
 * @param key the id of the key
 * @param value the HMAC, as base64url without padding
 */
public record Signature(Instant expires, String key, String value) {
    /** The names of its parameters in a query. */
    static final String EXPIRES = "expires";

    static final String KEY = "key";
    static final String SIGNATURE = "signature";

    /** The part of a query that carries it. */
    public String query() {
        return EXPIRES + "=" + expires.getEpochSecond() + "&" + KEY + "=" + key + "&" + SIGNATURE + "=" + value;
    }

    /** Whether a query's parameter of this name is part of a signature. */
    public static boolean owns(String parameter) {
        return parameter.equals(EXPIRES) || parameter.equals(KEY) || parameter.equals(SIGNATURE);
    }

    @Override
    public String toString() {
        return "Signature[expires=" + expires + ", key=" + key + "]";
    }
}
