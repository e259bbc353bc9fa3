package dev.renditions.kind;

import java.util.List;

/** Outputs are not what was planned, or can't be read back. */
public final class VerificationException extends RuntimeException {
    private final boolean unreadable;

    private VerificationException(boolean unreadable, String message, Throwable cause) {
        super(message, cause);
        this.unreadable = unreadable;
    }

    private VerificationException(String message) {
        super(message);
        this.unreadable = false;
    }

    /**
     * Ends a verification: with what is wrong, if anything is.
     *
     * @throws VerificationException if the list has an entry
     */
    public static void throwIfAny(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new VerificationException(
                    "the output differs from the plan and was not published: " + String.join("; ", wrong));
        }
    }

    /**
     * An output is something else.
     *
     * @param message a sentence for people
     */
    public static VerificationException unlikePlan(String message, Throwable cause) {
        return new VerificationException(false, message, cause);
    }

    /**
     * An output that was written can't be read, which is not the source's fault.
     *
     * @param done what was done to it, such as {@code encoded}
     */
    public static VerificationException unreadable(String done, Throwable cause) {
        return new VerificationException(
                true, "the " + done + " output can't be read back: " + cause.getMessage(), cause);
    }

    /** Whether an output can't be read back; if not, it is not what was planned. */
    public boolean unreadable() {
        return unreadable;
    }
}
