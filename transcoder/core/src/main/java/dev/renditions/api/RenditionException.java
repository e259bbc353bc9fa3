package dev.renditions.api;

/** A rendition could not be made. The message is a sentence for users and names the source or the object. */
public abstract sealed class RenditionException extends RuntimeException
        permits SourceException, MediaException, StoreException, BusyException {
    RenditionException(String message, Throwable cause) {
        super(message, cause);
    }

    RenditionException(String message) {
        super(message);
    }

    /** Whether the same work may succeed if it is retried later. */
    public abstract boolean isTransient();
}
