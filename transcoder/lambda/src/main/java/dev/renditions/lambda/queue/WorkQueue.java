package dev.renditions.lambda.queue;

/** Takes what another function is to work on. Safe for use by many threads. */
public interface WorkQueue extends AutoCloseable {
    /**
     * Sends a message. When this returns it will be delivered, once at least.
     *
     * @throws QueueUnavailableException if the queue does not take it; it may have been taken all the same
     */
    void send(String body);

    @Override
    void close();
}
