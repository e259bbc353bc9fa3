package dev.renditions.api;

/** The source can't be decoded, or its encode failed or took too long. */
public final class MediaException extends RenditionException {
    /** The cause. */
    public enum Kind {
        /** The format is unknown or not supported. */
        UNSUPPORTED,
        /** A known format with broken or missing data. */
        DAMAGED,
        /** Slightly damaged: the intact part would be published if a setting did not refuse all damage. */
        STRICT,
        /** Larger than a limit: pixels, streams, size. */
        LIMIT,
        /** Not done within its time. On a less busy machine it might be. */
        TIME,
        /** The output failed its verification: it is not what was planned. */
        UNPROVED,
        /** ffmpeg could not run, or was killed from outside. */
        ENGINE,
        /** ffmpeg crashed, or a limit of this machine ended it: memory, processor time, file size. */
        MACHINE
    }

    private final Kind kind;

    /**
     * An exception without a cause.
     *
     * @param message a sentence for users
     */
    public MediaException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * An exception with its cause.
     *
     * @param message a sentence for users
     */
    public MediaException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the source's content causes it, on any machine and at any time: only then it may be cached as a failure. */
    public boolean concernsContent() {
        return switch (kind) {
            case UNSUPPORTED, DAMAGED, STRICT, LIMIT, UNPROVED -> true;
            case TIME, ENGINE, MACHINE -> false;
        };
    }

    /** Whether the source may be damaged: it can't be decoded completely, or its output is shorter than the source states. */
    public boolean concernsSource() {
        return kind == Kind.DAMAGED || kind == Kind.UNPROVED;
    }

    @Override
    public boolean isTransient() {
        return kind == Kind.ENGINE || kind == Kind.TIME;
    }
}
