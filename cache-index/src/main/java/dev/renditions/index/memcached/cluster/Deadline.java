package dev.renditions.index.memcached.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a call may still wait, whatever it asks of the servers till then. Only time in which this process could run
 * counts: a wait is cut into ticks, and a tick that took longer than it should, since the thread got no processor or the
 * process was stopped, counts as one tick. So a busy machine does not look like a slow server. For one thread.
 */
public final class Deadline {
    /** Short beside every budget, and long beside an answer, so that a wait which ends well is one wait. */
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

    /** For a call that is better given up than waited for. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit, false, true);
    }

    /** For a call that is worth waiting for: no answer to it by then means that the server does not work. */
    public static Deadline patient(Duration limit) {
        return new Deadline(limit, true, true);
    }

    /** How long it was in all. */
    Duration limit() {
        return limit;
    }

    /** Whether it is for a call that is worth waiting for. */
    boolean isPatient() {
        return patient;
    }

    /** Whether a miss says something of the server; else the call asks once more, and that does. */
    boolean isLast() {
        return last;
    }

    /** Splits off half of what is left, which leaves time for one more question. */
    public Deadline half() {
        long half = nanosLeft / 2;
        nanosLeft -= half;
        return new Deadline(Duration.ofNanos(half), patient, false);
    }

    /**
     * Waits for a result.
     *
     * @throws TimeoutException if it is not there by the deadline
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
