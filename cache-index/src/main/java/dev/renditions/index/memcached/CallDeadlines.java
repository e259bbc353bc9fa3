package dev.renditions.index.memcached;

import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Duration;

/** Creates the deadlines of calls until the index is closed. Thread-safe. */
final class CallDeadlines {
    private final Duration budget;
    private final Duration patience;
    private volatile boolean closed;

    /**
     * Deadlines with these limits.
     *
     * @param budget limit of calls that a request can do without
     * @param patience limit of calls whose failure costs more than waiting
     */
    CallDeadlines(Duration budget, Duration patience) {
        this.budget = budget;
        this.patience = patience;
    }

    /** The deadline of a call that a request can do without: an unanswered look-up is a miss. */
    Deadline begin() {
        checkOpen();
        return Deadline.in(budget);
    }

    /** The deadline of a call whose failure costs more than waiting: without a lease, a second encode may start. */
    Deadline beginPatiently() {
        checkOpen();
        return Deadline.patient(patience);
    }

    Duration patience() {
        return patience;
    }

    /** Later calls throw {@link IllegalStateException}. */
    void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }
}
