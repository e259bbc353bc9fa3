package dev.renditions.api;

import java.time.Duration;

/** AWS did not answer whether a caller may read a source. */
public final class RightsUnavailableException extends RuntimeException {
    private final Duration retryAfter;

    /**
     * Reports an outage.
     *
     * @param retryAfter when to ask again
     */
    public RightsUnavailableException(Duration retryAfter) {
        super("S3 is unavailable, so your right to read this source can't be checked now; try again later");
        this.retryAfter = retryAfter;
    }

    /** When to ask again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
