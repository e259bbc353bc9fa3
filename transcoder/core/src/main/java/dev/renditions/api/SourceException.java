package dev.renditions.api;

/** A source can't be read. */
public final class SourceException extends RenditionException {
    /** The cause. */
    public enum Kind {
        /** The file or object does not exist. */
        MISSING,
        /** This process may not read it. */
        DENIED,
        /** It changed while it was read or encoded. */
        CHANGED,
        /** Reading it failed: a disk, a network, a service. */
        UNREADABLE
    }

    private final Kind kind;

    /**
     * An exception without a cause.
     *
     * @param message a sentence for users that names the source
     */
    public SourceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * An exception with its cause.
     *
     * @param message a sentence for users that names the source
     */
    public SourceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public boolean isTransient() {
        return kind == Kind.UNREADABLE || kind == Kind.CHANGED;
    }
}
