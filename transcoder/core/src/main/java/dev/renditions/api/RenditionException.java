package dev.renditions.api;

/** Why a rendition could not be made. The message is a sentence for people and names the source or the object. */
public abstract sealed class RenditionException extends RuntimeException
        permits SourceException, MediaException, StoreException, BusyException {
    RenditionException(String message, Throwable cause) {
        super(message, cause);
    }

    RenditionException(String message) {
        super(message);
    }

    /** Whether the same work may well succeed when tried again later. */
    public abstract boolean isTransient();
}
