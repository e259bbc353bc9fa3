package dev.renditions.index;

import java.util.concurrent.TimeoutException;

/** The index did not answer in time. A write may or may not have been applied. Callers continue without the index. */
public final class IndexUnavailableException extends RuntimeException {
    /**
     * Describes the failed call.
     *
     * @param message the operation, the server and its answer
     * @param cause the exception of the client
     */
    public IndexUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the call timed out, rather than failed before its deadline. */
    public boolean isTimeout() {
        return getCause() instanceof TimeoutException;
    }
}
