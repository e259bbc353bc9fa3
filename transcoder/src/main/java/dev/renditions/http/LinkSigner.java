package dev.renditions.http;

import java.time.Duration;

/**
 * Makes a link to this API one that its gate lets through for some time, whoever follows it. Safe for use by many threads.
 */
@FunctionalInterface
public interface LinkSigner {
    /** Where nobody asks for signatures. */
    LinkSigner NONE = (target, lifetime) -> target;

    /**
     * The link with a signature to it.
     *
     * @param target an encoded path, with a query or without
     * @param lifetime how long the signature counts
     */
    String signed(String target, Duration lifetime);
}
