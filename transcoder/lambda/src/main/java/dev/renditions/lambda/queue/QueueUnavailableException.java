package dev.renditions.lambda.queue;

import java.time.Duration;

/** A queue did not take a message, or did not say that it has. */
public final class QueueUnavailableException extends RuntimeException {
    private final Duration retryAfter;

    /**
     * Ends a send.
     *
     * @param retryAfter when it makes sense to try again
     */
    public QueueUnavailableException(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** When it makes sense to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
