package dev.renditions.index;

import java.util.concurrent.TimeoutException;

/**
 * The index gave no answer in time. Nothing is known of what was asked: a write may or may not have been applied. Whoever
 * catches it goes on without the index.
 */
public final class IndexUnavailableException extends RuntimeException {
    /**
     * Says what failed.
     *
     * @param message what was asked, of which server, and what came back
     * @param cause what the client threw
     */
    public IndexUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the time was up, rather than that something failed before. */
    public boolean isTimeout() {
        return getCause() instanceof TimeoutException;
    }
}
