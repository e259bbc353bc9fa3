package dev.renditions.http;

import dev.renditions.profile.Profile;

/** Who may ask for what, and how often. Safe for use by many threads. */
public interface Gate {
    /**
     * Lets a request about a source pass, or does not. Called before anything is looked up, queued or made.
     *
     * @throws ApiException as 401 (who asks is not known, or the signature is wrong or over), 403 (not this source), 429 (too
     *     often, with the time to wait) or 503 (that can't be found out now)
     */
    void admit(ApiRequest request, SourceName source);

    /**
     * The same for a request about no source: statistics, what the store holds, the local page.
     *
     * @throws ApiException as 401 or 429
     */
    void admit(ApiRequest request);

    /**
     * Whether an admitted request may have a remembered failure of a rendition tried again. Counts a retry, so it is called
     * only for a request that asks for one.
     */
    default boolean admitsRetry(SourceName source, Profile profile) {
        return true;
    }
}
