package dev.renditions.api;

/** A source can't be read. */
public final class SourceException extends RenditionException {
    /** Why. */
    public enum Kind {
        /** There is no such file or object. */
        MISSING,
        /** We may not read it. */
        DENIED,
        /** It changed while it was read or encoded. */
        CHANGED,
        /** Reading it failed: a disk, a network, a service. */
        UNREADABLE
    }

    private final Kind kind;

    /**
     * Says why.
     *
     * @param kind why
     * @param message a sentence for people that names the source
     */
    public SourceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * Says why, with what caused it.
     *
     * @param kind why
     * @param message a sentence for people that names the source
     * @param cause what was thrown
     */
    public SourceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean isTransient() {
        return kind == Kind.UNREADABLE || kind == Kind.CHANGED;
    }
}
