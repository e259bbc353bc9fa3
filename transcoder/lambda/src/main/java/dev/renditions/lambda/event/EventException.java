package dev.renditions.lambda.event;

/** An event that a function does not support, or that lacks a member. The message names what is supported. */
public final class EventException extends RuntimeException {
    public EventException(String message) {
        super(message);
    }
}
