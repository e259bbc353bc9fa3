package dev.renditions.http.access;

import dev.renditions.http.message.ApiRequest;

/** Identifies callers. Thread-safe. */
@FunctionalInterface
interface IdentityResolver {
    /**
     * The caller of a request.
     *
     * @throws dev.renditions.http.message.ApiException as 401 if the caller can't be identified, or 400 if the
     *     request's credentials are ambiguous
     */
    CallerIdentity of(ApiRequest request);
}
