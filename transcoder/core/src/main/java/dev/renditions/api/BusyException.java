package dev.renditions.api;

import java.time.Duration;

/** Another worker is making the rendition and did not finish while this process waited for it. */
public final class BusyException extends RenditionException {
    private final Duration retryAfter;

    /**
     * Reports which rendition is being made, and when to retry.
     *
     * @param message a sentence for users that names the rendition
     * @param retryAfter how long to wait before a retry
     */
    public BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before a retry. */
    public Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
