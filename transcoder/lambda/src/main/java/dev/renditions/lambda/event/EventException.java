package dev.renditions.lambda.event;

/** An event that a function does not take, or that lacks something. The message says what would be taken. */
public final class EventException extends RuntimeException {
    /**
     * Says what is wrong.
     *
     * @param message a sentence for people
     */
    public EventException(String message) {
        super(message);
    }
}
