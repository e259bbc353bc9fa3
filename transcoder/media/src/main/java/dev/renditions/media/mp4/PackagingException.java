package dev.renditions.media.mp4;

/** A track can't be packaged. The message names the file and the reason. Files written so far are not deleted. */
public final class PackagingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception without a cause.
     *
     * @param message the file and what is wrong with it
     */
    public PackagingException(String message) {
        super(message);
    }

    /**
     * An exception with a cause.
     *
     * @param message the file and what is wrong with it
     * @param cause the cause
     */
    public PackagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
