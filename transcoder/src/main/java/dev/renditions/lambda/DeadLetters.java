package dev.renditions.lambda;

/** Where a person finds what failed for good. Safe for use by many threads. */
interface DeadLetters extends AutoCloseable {
    /**
     * Leaves a letter there. What goes wrong is said in the log.
     *
     * @return whether it arrived; {@code false} if it may not have
     */
    boolean send(DeadLetter letter, Origin origin);

    @Override
    void close();
}
