package dev.renditions;

/** The store gave no answer, or refused. Never thrown for an object that the store says does not exist. */
public final class StoreException extends RenditionException {
    private final boolean isTransient;

    /**
     * Says what failed.
     *
     * @param isTransient whether the same call may well succeed later
     * @param message a sentence for people that names the object
     * @param cause what was thrown
     */
    public StoreException(boolean isTransient, String message, Throwable cause) {
        super(message, cause);
        this.isTransient = isTransient;
    }

    /** That a file is not what its manifest says, or is not there. */
    public static StoreException notAsPublished(StoredRendition rendition, RenditionFile file, long found) {
        return new StoreException(
                false,
                rendition.uri(file) + " can't be read: it has " + found + " bytes, its manifest says " + file.bytes()
                        + ", and " + ObjectStore.MOST_READ + " are read at most",
                new IllegalStateException("not as published"));
    }

    @Override
    public boolean isTransient() {
        return isTransient;
    }
}
