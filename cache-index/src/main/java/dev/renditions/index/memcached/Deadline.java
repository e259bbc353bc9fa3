package dev.renditions.index.memcached;

import java.time.Duration;

/**
 * The moment by which a call must be over, whatever it asks of the servers till then.
 *
 * @param nanoTime the moment by {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left, in nanoseconds; never below 0. */
    long nanosLeft() {
        return Math.max(0, nanoTime - System.nanoTime());
    }

    /** A deadline halfway there, which leaves time for one more question. */
    Deadline half() {
        return new Deadline(System.nanoTime() + nanosLeft() / 2);
    }
}
