package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Problem;
import dev.renditions.kind.Profile;

/** Who may ask for what, and how often. Safe for use by many threads. */
public interface AccessPolicy {
    /**
     * Lets a request about a source pass, or does not. Called before anything is looked up, queued or made.
     *
     * @throws ApiException as 401 (who asks is not known, or the signature is wrong or over), 403 (not this source), 429 (too
     *     often, with the time to wait) or 503 (that can't be found out now)
     */
    void admit(ApiRequest request, SourceName source);

    /**
     * The same for a request about no source: statistics, what the store holds, uploads, the local page.
     *
     * @return whose quota the caller's uploads count against
     * @throws ApiException as 401 or 429
     */
    String admit(ApiRequest request);

    /**
     * Ends the page session that a request shows; from now on nothing passes by it here.
     *
     * @throws ApiException as {@link #admit(ApiRequest)}, or as 404 if the request shows none
     */
    default void signOut(ApiRequest request) {
        throw new ApiException(Problem.of(404, "there is no session to end"));
    }

    /**
     * Whether a request passes, if it does, by what a browser sends without the page's doing: nothing at all, or a cookie.
     * Any web page can make a browser send such a request; see who sends it before it is answered.
     */
    default boolean trustsBrowser(ApiRequest request) {
        return false;
    }

    /**
     * Whether an admitted request may have a remembered failure of a rendition tried again. Counts a retry, so it is called
     * only for a request that asks for one.
     */
    default boolean admitsRetry(SourceName source, Profile profile) {
        return true;
    }
}
