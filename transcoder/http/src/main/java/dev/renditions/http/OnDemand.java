package dev.renditions.http;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import java.time.Duration;

/**
 * Finds renditions, and has them made. In AWS what is missing is queued for another function; locally a bounded pool makes
 * it. Safe for use by many threads.
 */
public interface OnDemand {
    /**
     * Where a rendition stands now. Does not read the source, and does not wait.
     *
     * @throws dev.renditions.api.RenditionException if the source or the store does not answer, or the source is missing
     */
    RenditionStatus find(SourceName source, Profile profile);

    /**
     * Sees to it that a missing rendition is made, and waits for it. Asked again for one that is on its way, it only waits.
     *
     * @param wait how long the caller would wait for it; zero for not at all
     * @param known what is made of failures that are remembered
     * @throws dev.renditions.http.message.ApiException as 429 if there is no room for more work
     * @throws dev.renditions.api.RenditionException as {@link #find} does
     */
    RenditionStatus make(SourceName source, Profile profile, Duration wait, FailurePolicy known)
            throws InterruptedException;

    /** The same where a failure that is remembered is the answer. */
    default RenditionStatus make(SourceName source, Profile profile, Duration wait) throws InterruptedException {
        return make(source, profile, wait, FailurePolicy.ANSWER);
    }
}
