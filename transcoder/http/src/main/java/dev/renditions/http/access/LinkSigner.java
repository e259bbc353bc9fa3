package dev.renditions.http.access;

import dev.renditions.api.LinkTerms;
import dev.renditions.support.UrlPath;
import java.time.Clock;
import java.time.Instant;

/**
 * Makes a link to this API one that its gate lets through for some time, whoever follows it. Safe for use by many threads.
 */
@FunctionalInterface
public interface LinkSigner {
    /** Where nobody asks for signatures. */
    LinkSigner NONE = (target, terms) -> target;

    /** Signs with the key that the terms name, or with the first of some keys. */
    static LinkSigner with(SigningKeys keys, Clock clock) {
        return (target, terms) -> {
            int query = target.indexOf('?');
            UrlPath path = UrlPath.parse(query < 0 ? target : target.substring(0, query));
            Instant expires = clock.instant().plus(terms.lifetime());
            Signature signature = terms.signingKey()
                    .map(id -> keys.sign(path, expires, id))
                    .orElseGet(() -> keys.sign(path, expires));
            return target + (query < 0 ? "?" : "&") + signature.query();
        };
    }

    /**
     * The link with a signature to it.
     *
     * @param target an encoded path, with a query or without
     * @param terms how long the signature counts, and which key it is of
     * @throws IllegalArgumentException if there is no such key
     */
    String signed(String target, LinkTerms terms);
}
