package dev.renditions.lambda.queue;

import dev.renditions.lambda.event.DeadLetter;
import dev.renditions.lambda.event.EventOrigin;

/** The queue of permanent failures, for an operator. Thread-safe. */
public interface DeadLetters extends AutoCloseable {
    /**
     * Sends a dead letter. Logs errors.
     *
     * @return whether it was sent; {@code false} if that is uncertain
     */
    boolean send(DeadLetter letter, EventOrigin origin);

    @Override
    void close();
}
