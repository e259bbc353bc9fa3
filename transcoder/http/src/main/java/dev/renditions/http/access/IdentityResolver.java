package dev.renditions.http.access;

import dev.renditions.http.message.ApiRequest;

/** Finds out who asks. Safe for use by many threads. */
@FunctionalInterface
interface IdentityResolver {
    /**
     * Who asks.
     *
     * @throws dev.renditions.http.message.ApiException as 401 if that can't be told, or 400 if what they show can't be read in one way alone
     */
    CallerIdentity of(ApiRequest request);
}
