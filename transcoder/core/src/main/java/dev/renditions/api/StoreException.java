package dev.renditions.api;

/** The store gave no answer, or refused. Never thrown for an object that the store says does not exist. */
public final class StoreException extends RenditionException {
    /** What is wrong, where callers act on it. */
    public enum Kind {
        /** The store gave no answer, or refused. */
        FAILED,
        /** What lies under the name of a manifest is not one: cut off, foreign, or of another rendition. */
        DAMAGED_MANIFEST,
        /** A newer version of this program wrote the manifest. It may be whole, so it is never replaced. */
        NEWER_MANIFEST
    }

    private final Kind kind;
    private final boolean isTransient;

    /**
     * Says what failed.
     *
     * @param isTransient whether the same call may well succeed later
     * @param message a sentence for people that names the object
     * @param cause what was thrown
     */
    public StoreException(boolean isTransient, String message, Throwable cause) {
        this(Kind.FAILED, isTransient, message, cause);
    }

    private StoreException(Kind kind, boolean isTransient, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.isTransient = isTransient;
    }

    /** That a manifest can't be read. */
    public static StoreException ofManifest(Kind kind, String message, Throwable cause) {
        return new StoreException(kind, false, message, cause);
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** That a file is not what its manifest says, or is not there. */
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
