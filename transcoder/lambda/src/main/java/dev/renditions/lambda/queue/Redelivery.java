package dev.renditions.lambda.queue;

import java.time.Duration;

/** Schedules the redelivery of messages that failed. Thread-safe. */
public interface Redelivery extends AutoCloseable {
    /** Does nothing: messages are redelivered after the queue's own visibility timeout. */
    Redelivery BY_QUEUE = new Redelivery() {
        @Override
        public void schedule(Receipt receipt, Duration pause) {}

        @Override
        public void close() {}
    };

    /**
     * Redelivers a message after a delay. If that can't be scheduled, logs it; the message is then redelivered after
     * the queue's own visibility timeout.
     */
    void schedule(Receipt receipt, Duration pause);

    @Override
    void close();

    /**
     * One receive of a message. Immutable.
     *
     *
     * @param queue the ARN of its queue
     * @param handle the receipt handle of SQS
     */
    record Receipt(String queue, String handle) {}
}
