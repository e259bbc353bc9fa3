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

    @Override
    public boolean isTransient() {
        return isTransient;
    }
}
