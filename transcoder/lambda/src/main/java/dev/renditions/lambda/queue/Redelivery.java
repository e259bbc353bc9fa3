package dev.renditions.lambda.queue;

import java.time.Duration;

/** Says when a message that was not done with comes again. Safe for use by many threads. */
public interface Redelivery extends AutoCloseable {
    /** Leaves it to the queue's own visibility timeout. */
    Redelivery BY_QUEUE = new Redelivery() {
        @Override
        public void schedule(Receipt receipt, Duration pause) {}

        @Override
        public void close() {}
    };

    /**
     * Has a message come again after a pause. If that fails, it is logged, and the message comes again by the queue's own
     * visibility timeout.
     */
    void schedule(Receipt receipt, Duration pause);

    @Override
    void close();

    /**
     * One receive of a message. Immutable.
     *
     * @param queue the ARN of its queue
     * @param handle what SQS calls the receive
     */
    record Receipt(String queue, String handle) {}
}
