package dev.renditions.index.memcached.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The remaining time of a call, over all its requests to servers. Only time in which this process could run counts: a
 * wait is divided into ticks, and a tick that took too long, because the thread got no CPU time or the process was
 * stopped, counts as one tick. So a busy machine is not mistaken for a slow server. Not thread-safe.
 */
public final class Deadline {
    /**
     * Short compared with a usual budget, and long compared with the time of an answer, so that a successful wait takes
     * one tick.
     */
    static final Duration TICK = Duration.ofMillis(10);

    private final Duration limit;
    private final boolean patient;
    private final boolean last;
    private long nanosLeft;

    private Deadline(Duration limit, boolean patient, boolean last) {
        this.limit = limit;
        this.patient = patient;
        this.last = last;
        this.nanosLeft = limit.toNanos();
    }

    /** A deadline for a call that is better abandoned than waited for. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit, false, true);
    }

    /** A deadline for a call that is worth waiting for: a timeout means that the server is down. */
    public static Deadline patient(Duration limit) {
        return new Deadline(limit, true, true);
    }

    /** The total time. */
    Duration limit() {
        return limit;
    }

    boolean isPatient() {
        return patient;
    }

    /** Whether a timeout counts against the server; otherwise the call is repeated, and the repetition counts. */
    boolean isLast() {
        return last;
    }

    /** Splits off half of the remaining time, which leaves time for another request. */
    public Deadline half() {
        long half = nanosLeft / 2;
        nanosLeft -= half;
        return new Deadline(Duration.ofNanos(half), patient, false);
    }

    /**
     * Waits for a result.
     *
     * @throws TimeoutException if no result arrives by the deadline
     */
    <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            long tick = Math.min(TICK.toNanos(), nanosLeft);
            long begin = System.nanoTime();
            try {
                return future.get(tick, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (nanosLeft <= tick) {
                    throw e;
                }
            } finally {
                nanosLeft -= Math.min(tick, System.nanoTime() - begin);
            }
        }
    }
}
