package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Problem;
import dev.renditions.kind.Profile;

/** Decides who may request what, and how often. Thread-safe. */
public interface AccessPolicy {
    /**
     * Admits a request for a source, or throws. Called before anything is looked up, queued or made.
     *
     * @throws ApiException as 401 (unknown caller, or the signature is wrong or expired), 403 (the source is not
     *     allowed), 429 (too many requests, with the time to wait) or 503 (the caller's permission can't be checked
     *     now)
     */
    void admit(ApiRequest request, SourceName source);

    /**
     * Admits a request that is not about a source: statistics, the store's listing, uploads, the local page.
     *
     * @return whose quota the caller's uploads count against
     * @throws ApiException as 401 or 429
     */
    String admit(ApiRequest request);

    /**
     * Ends the page session of a request; from then on it admits nothing on this server.
     *
     * @throws ApiException as {@link #admit(ApiRequest)}, or as 404 if the request has no page session
     */
    default void signOut(ApiRequest request) {
        throw new ApiException(Problem.of(404, "no session to end"));
    }

    /**
     * Whether a request is admitted by something that a browser sends on its own: a cookie, or nothing at all. Any web
     * page can make a browser send such a request, so check its origin before answering it.
     */
    default boolean trustsBrowser(ApiRequest request) {
        return false;
    }

    /**
     * Whether an admitted request may retry a remembered failure of a rendition. Counts a retry, so call it only for
     * requests that ask for one.
     */
    default boolean admitsRetry(SourceName source, Profile profile) {
        return true;
    }
}
