package dev.renditions.api;

import java.time.Duration;

/** Another worker is making the rendition and did not finish within the time that we wait. */
public final class BusyException extends RenditionException {
    private final Duration retryAfter;

    /**
     * Says what is being made, and when to ask again.
     *
     * @param message a sentence for people that names the rendition
     * @param retryAfter when asking again makes sense
     */
    public BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When asking again makes sense. */
    public Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
