package dev.renditions.lambda.queue;

/** A queue of work for the upload function. Thread-safe. */
public interface WorkQueue extends AutoCloseable {
    /**
     * Sends a message. When this returns, it will be delivered at least once.
     *
     * @throws QueueUnavailableException if the queue does not confirm the message, which may be queued nevertheless
     */
    void send(String body);

    @Override
    void close();
}
