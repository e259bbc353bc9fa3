package dev.renditions.api;

/** The source is no media we can decode, or decoding it failed, or took too long. */
public final class MediaException extends RenditionException {
    /** What was wrong. */
    public enum Kind {
        /** No known format, or one that is not supported. */
        UNSUPPORTED,
        /** A known format with broken or missing data. */
        DAMAGED,
        /** Damaged a little: what is left would be published if damage were not refused by a setting. */
        STRICT,
        /** Larger than a limit: pixels, streams, size. */
        LIMIT,
        /** Not done within its time, which on a less busy machine might be enough. */
        TIME,
        /** What came out was not what was planned. */
        UNPROVED,
        /** The encoder itself could not run, or was ended from outside. */
        ENGINE,
        /** The program crashed, or a limit of this machine ended it: memory, processor time, the size of a file. */
        MACHINE
    }

    private final Kind kind;

    /**
     * Says what was wrong.
     *
     * @param kind what was wrong
     * @param message a sentence for people
     */
    public MediaException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * Says what was wrong, with what caused it.
     *
     * @param kind what was wrong
     * @param message a sentence for people
     * @param cause what was thrown
     */
    public MediaException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What was wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is true of the source's content, on whichever machine and whenever: only that may be remembered. */
    public boolean concernsContent() {
        return switch (kind) {
            case UNSUPPORTED, DAMAGED, STRICT, LIMIT, UNPROVED -> true;
            case TIME, ENGINE, MACHINE -> false;
        };
    }

    /** Whether the source may be damaged: it can't be decoded completely, or what came of it is shorter than it says it is. */
    public boolean concernsSource() {
        return kind == Kind.DAMAGED || kind == Kind.UNPROVED;
    }

    @Override
    public boolean isTransient() {
        return kind == Kind.ENGINE || kind == Kind.TIME;
    }
}
