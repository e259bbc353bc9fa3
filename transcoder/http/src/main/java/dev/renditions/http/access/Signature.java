package dev.renditions.http.access;

import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.support.UrlPath;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proof that the holder of a signing key allowed access to a path until a given time. Whoever has the signature can use
 * it, so it is never logged. Immutable.
 *
 * @param expires the time of expiry, in whole seconds
 * @param key the id of the signing key
 * @param value the HMAC, as base64url without padding
 */
public record Signature(Instant expires, String key, String value) {
    /** The names of the query parameters of a signature. */
    static final String EXPIRES = "expires";

    static final String KEY = "key";
    static final String SIGNATURE = "signature";

    /** Each time has one spelling only: no leading zeros, no sign. */
    static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,10}");

    /** The query parameters of this signature. */
    public String query() {
        return EXPIRES + "=" + expires.getEpochSecond() + "&" + KEY + "=" + key + "&" + SIGNATURE + "=" + value;
    }

    /**
     * The signature of a request, from its query or the page's cookie; empty if the caller is authenticated by AWS. Not
     * verified.
     */
    public static Optional<Signature> of(ApiRequest request) {
        if (request.caller() instanceof Caller.Principal) {
            return Optional.empty();
        }
        ApiRequest shown = PageSession.shown(request);
        Optional<String> expires =
                shown.parameter(EXPIRES).filter(text -> SECONDS.matcher(text).matches());
        if (expires.isEmpty()) {
            return Optional.empty();
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(expires.get()));
        return shown.parameter(KEY)
                .flatMap(key -> shown.parameter(SIGNATURE).map(value -> new Signature(end, key, value)));
    }

    /** The signature's part of a request's query; empty if there is none, or if the caller is authenticated by AWS. */
    public static Optional<String> queryOf(ApiRequest request) {
        if (request.caller() instanceof Caller.Principal
                || !Stream.of(EXPIRES, KEY, SIGNATURE)
                        .allMatch(name -> request.parameter(name).isPresent())) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(EXPIRES, KEY, SIGNATURE)
                .map(name -> name + "=" + UrlPath.encode(request.parameter(name).orElseThrow()))
                .collect(Collectors.joining("&")));
    }

    /** Whether a query parameter is part of a signature. */
    public static boolean owns(String parameter) {
        return parameter.equals(EXPIRES) || parameter.equals(KEY) || parameter.equals(SIGNATURE);
    }

    @Override
    public String toString() {
        return "Signature[expires=" + expires + ", key=" + key + "]";
    }
}
