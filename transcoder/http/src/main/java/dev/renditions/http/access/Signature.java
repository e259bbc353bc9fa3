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

    /** One spelling for each second: no zeros in front, no sign. */
    static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,10}");

    /** The part of a query that carries it. */
    public String query() {
        return EXPIRES + "=" + expires.getEpochSecond() + "&" + KEY + "=" + key + "&" + SIGNATURE + "=" + value;
    }

    /** What a request shows, in its query or as a page's cookie, unless something else lets it pass. Does not check it. */
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

    /** The part of a request's query that carries one; empty if there is none, or if it is not what lets the caller pass. */
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

    /** Whether a query's parameter of this name is part of a signature. */
    public static boolean owns(String parameter) {
        return parameter.equals(EXPIRES) || parameter.equals(KEY) || parameter.equals(SIGNATURE);
    }

    @Override
    public String toString() {
        return "Signature[expires=" + expires + ", key=" + key + "]";
    }
}
