package dev.renditions.lambda.queue;

import dev.renditions.lambda.event.DeadLetter;
import dev.renditions.lambda.event.EventOrigin;

/** Where a person finds what failed for good. Safe for use by many threads. */
public interface DeadLetters extends AutoCloseable {
    /**
     * Leaves a letter there. What goes wrong is said in the log.
     *
     * @return whether it arrived; {@code false} if it may not have
     */
    boolean send(DeadLetter letter, EventOrigin origin);

    @Override
    void close();
}
