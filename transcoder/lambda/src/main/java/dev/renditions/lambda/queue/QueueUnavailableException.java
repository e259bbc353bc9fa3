package dev.renditions.lambda.queue;

import java.time.Duration;

/** A message could not be queued, or the queue did not confirm it. */
public final class QueueUnavailableException extends RuntimeException {
    private final Duration retryAfter;

    /**
     * Creates an exception.
     *
     * @param retryAfter the minimum delay before a retry
     */
    public QueueUnavailableException(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** The minimum delay before a retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
