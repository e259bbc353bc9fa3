package dev.renditions.api;

import java.time.Duration;

/** S3 did not answer whether a caller may read a source. */
public final class RightsUnavailableException extends RuntimeException {
    private final Duration retryAfter;

    /**
     * Reports an outage.
     *
     * @param retryAfter how long to wait before a retry
     */
    public RightsUnavailableException(Duration retryAfter) {
        super("S3 is unavailable, so your right to read this source can't be checked now; try again later");
        this.retryAfter = retryAfter;
    }

    /** How long to wait before a retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
