package dev.renditions.index.memcached.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A circuit breaker: keeps callers from waiting for a server that lets them wait. It opens after five failures in a row, or
 * after one call that waited patiently in vain. While it is open nobody is let through for a second, and then one call at a
 * time, until one succeeds; but patient calls are let through until one of them has failed, since five impatient failures
 * may be those of a busy machine. An answer that comes too late for its caller closes it too. Thread-safe.
 */
final class CircuitBreaker {
    /** How many calls fail in a row before the others are spared. */
    static final int FAILURES = 5;

    /** How long nobody is let through. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private int failures;
    private boolean silent;
    private long probeFrom;
    private boolean probing;

    /** A breaker that lets calls through, by a clock such as {@link System#nanoTime()}. */
    CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Lets a call through, which must end its pass in one of its ways; empty if the call is to fail at once.
     *
     * @param patient whether no answer to this call means that the server does not work
     */
    synchronized Optional<Pass> enter(boolean patient) {
        if (failures < FAILURES || (patient && !silent)) {
            return Optional.of(new Pass(patient, false));
        }
        if (probing || nanoTime.getAsLong() - probeFrom < 0) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Pass(patient, true));
    }

    /** An answer came for which nobody waits any more: the server works. */
    synchronized void answered() {
        failures = 0;
        silent = false;
    }

    private synchronized void succeeded(Pass pass) {
        answered();
        probing = probing && !pass.probe;
    }

    private synchronized boolean failed(Pass pass) {
        return isNews(pass) && opened(pass, failures + 1);
    }

    private synchronized boolean unanswered(Pass pass) {
        if (pass.patient) {
            boolean news = pass.probe || !silent;
            silent = true;
            return news && opened(pass, FAILURES);
        }
        // An impatient call may fail by a busy machine; that a second later still nothing has come is the server's
        // silence.
        return isNews(pass) && opened(pass, failures + 1) && pass.probe;
    }

    /** Calls that began before the others were spared may end during a probe: they say nothing new. */
    private boolean isNews(Pass pass) {
        return pass.probe || failures < FAILURES;
    }

    private boolean opened(Pass pass, int failuresNow) {
        failures = failuresNow;
        probing = probing && !pass.probe;
        probeFrom = nanoTime.getAsLong() + PAUSE.toNanos();
        return failures >= FAILURES;
    }

    private synchronized void undecided(Pass pass) {
        probing = probing && !pass.probe;
    }

    /** The right to make one call. */
    final class Pass {
        private final boolean patient;
        private final boolean probe;

        private Pass(boolean patient, boolean probe) {
            this.patient = patient;
            this.probe = probe;
        }

        void succeeded() {
            CircuitBreaker.this.succeeded(this);
        }

        /** The server answered with an error, or its connection broke. Returns whether to give up the connection. */
        boolean failed() {
            return CircuitBreaker.this.failed(this);
        }

        /** No answer came in time. Returns whether to give up the connection. */
        boolean unanswered() {
            return CircuitBreaker.this.unanswered(this);
        }

        /** The call ended for a reason that is not the server's. */
        void undecided() {
            CircuitBreaker.this.undecided(this);
        }
    }
}
