package dev.renditions.http.access;

import dev.renditions.api.link.LinkTerms;
import dev.renditions.support.UrlPath;
import java.time.Clock;
import java.time.Instant;

/** Signs links to this API, so that its access policy admits any client with the link for some time. Thread-safe. */
@FunctionalInterface
public interface LinkSigner {
    /** Adds no signature, for an API without signing keys. */
    LinkSigner NONE = (target, terms) -> target;

    /** Signs with the key that the terms name, or else with the first key. */
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
     * The link with its signature added.
     *
     * @param target an encoded path, with a query or without
     * @param terms the lifetime and the key of the signature
     * @throws IllegalArgumentException if the key is unknown
     */
    String signed(String target, LinkTerms terms);
}
