package dev.renditions.http;

import java.time.Clock;
import java.time.Duration;

/**
 * Makes a link to this API one that its gate lets through for some time, whoever follows it. Safe for use by many threads.
 */
@FunctionalInterface
public interface LinkSigner {
    /** Where nobody asks for signatures. */
    LinkSigner NONE = (target, lifetime) -> target;

    /** Signs with the first of some keys. */
    static LinkSigner with(SigningKeys keys, Clock clock) {
        return (target, lifetime) -> {
            int query = target.indexOf('?');
            RequestPath path = RequestPath.parse(query < 0 ? target : target.substring(0, query));
            return target
                    + (query < 0 ? "?" : "&")
                    + keys.sign(path, clock.instant().plus(lifetime)).query();
        };
    }

    /**
     * The link with a signature to it.
     *
     * @param target an encoded path, with a query or without
     * @param lifetime how long the signature counts
     */
    String signed(String target, Duration lifetime);
}
