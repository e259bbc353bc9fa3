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
        super("S3 does not say now whether you may read this source");
        this.retryAfter = retryAfter;
    }

    /** When to ask again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
