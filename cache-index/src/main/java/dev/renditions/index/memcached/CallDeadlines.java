package dev.renditions.index.memcached;

import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Duration;

/** How long the calls of one index may take, until it is closed. Thread-safe. */
final class CallDeadlines {
    private final Duration budget;
    private final Duration patience;
    private volatile boolean closed;

    /**
     * The limits of calls.
     *
     * @param budget for calls that a request can do without
     * @param patience for calls that cost more to lose than to wait for
     */
    CallDeadlines(Duration budget, Duration patience) {
        this.budget = budget;
        this.patience = patience;
    }

    /** For what a request can do without: a look-up without an answer is a miss. */
    Deadline begin() {
        checkOpen();
        return Deadline.in(budget);
    }

    /** For what costs more to lose than to wait for: without a lease there is another encode. */
    Deadline beginPatiently() {
        checkOpen();
        return Deadline.patient(patience);
    }

    Duration patience() {
        return patience;
    }

    /** Calls that begin later throw {@link IllegalStateException}. */
    void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }
}
