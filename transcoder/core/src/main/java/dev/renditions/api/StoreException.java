package dev.renditions.api;

/** The store did not answer, or refused a call. Never thrown for an object that the store reports as absent. */
public final class StoreException extends RenditionException {
    /** The cause, if callers act on it. */
    public enum Kind {
        /** The store did not answer, or refused a call. */
        FAILED,
        /** The file with a manifest's name is not a manifest of the rendition: truncated, foreign, or of another rendition. */
        DAMAGED_MANIFEST,
        /** A newer version of this program wrote the manifest. The rendition may be complete, so it is never replaced. */
        NEWER_MANIFEST
    }

    private final Kind kind;
    private final boolean isTransient;

    /**
     * An exception of kind {@link Kind#FAILED}.
     *
     * @param isTransient whether the same call may succeed later
     * @param message a sentence for users that names the object
     */
    public StoreException(boolean isTransient, String message, Throwable cause) {
        this(Kind.FAILED, isTransient, message, cause);
    }

    private StoreException(Kind kind, boolean isTransient, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.isTransient = isTransient;
    }

    /** An exception for a manifest that can't be read. */
    public static StoreException ofManifest(Kind kind, String message, Throwable cause) {
        return new StoreException(kind, false, message, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** An exception for a file that is missing or differs from its manifest. */
    public static StoreException notAsPublished(StoredRendition rendition, RenditionFile file, long found) {
        return new StoreException(
                false,
                rendition.uri(file) + " can't be read: it has " + found + " bytes, its manifest states " + file.bytes()
                        + ", and at most " + ObjectStore.MAX_READ_BYTES + " are read",
                new IllegalStateException("the file differs from its manifest"));
    }

    @Override
    public boolean isTransient() {
        return isTransient;
    }
}
