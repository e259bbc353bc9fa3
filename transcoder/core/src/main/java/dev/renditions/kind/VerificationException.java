package dev.renditions.kind;

import java.util.List;

/** Outputs differ from the plan, or can't be read back. */
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
     * Ends a verification.
     *
     * @param wrong the differences that were found
     * @throws VerificationException with all of them, if there are any
     */
    public static void throwIfAny(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new VerificationException(
                    "the output differs from the plan and was not published: " + String.join("; ", wrong));
        }
    }

    /**
     * An output differs from the plan.
     *
     * @param message a sentence for users
     */
    public static VerificationException unlikePlan(String message, Throwable cause) {
        return new VerificationException(false, message, cause);
    }

    /**
     * An output that was written can't be read back. The source is not the cause.
     *
     * @param done how it was made, such as {@code encoded}
     */
    public static VerificationException unreadable(String done, Throwable cause) {
        return new VerificationException(
                true, "the " + done + " output can't be read back: " + cause.getMessage(), cause);
    }

    /** Whether an output can't be read back; if not, it differs from the plan. */
    public boolean unreadable() {
        return unreadable;
    }
}
