package dev.renditions.http;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import java.time.Duration;

/**
 * Finds renditions and has missing ones made: in AWS by queueing them for another function, on a local server by a
 * bounded pool. Thread-safe.
 */
public interface OnDemand {
    /**
     * The current status of a rendition. Does not read the source, and does not wait.
     *
     * @throws dev.renditions.api.RenditionException if the source or the store does not answer, or the source does not
     *     exist
     */
    RenditionStatus find(SourceName source, Profile profile);

    /**
     * Starts making a missing rendition and waits for it. If it is already being made, only waits.
     *
     * @param wait how long the caller waits at most; zero to return at once
     * @param known what to do about remembered failures
     * @throws dev.renditions.http.message.ApiException as 429 if the queue is full
     * @throws dev.renditions.api.RenditionException as {@link #find} does
     */
    RenditionStatus make(SourceName source, Profile profile, Duration wait, FailurePolicy known)
            throws InterruptedException;

    /** The same, with a remembered failure returned as the result. */
    default RenditionStatus make(SourceName source, Profile profile, Duration wait) throws InterruptedException {
        return make(source, profile, wait, FailurePolicy.ANSWER);
    }
}
