package dev.renditions.media.mp4;

/** A track that can't be packaged, with a sentence that says which and why. What was written so far stays behind. */
public final class PackagingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * One that nothing else caused.
     *
     * @param message which file, and what is wrong with it
     */
    public PackagingException(String message) {
        super(message);
    }

    /**
     * One that something else caused.
     *
     * @param message which file, and what is wrong with it
     * @param cause what was thrown
     */
    public PackagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
