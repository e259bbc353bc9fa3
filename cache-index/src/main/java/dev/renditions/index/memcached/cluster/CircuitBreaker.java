package dev.renditions.index.memcached.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A circuit breaker: callers fail fast instead of waiting for a server that does not answer. It opens after five
 * failures in a row, or after one patient call that timed out. While it is open, all calls fail for a second; after
 * that, one probe call at a time is allowed, until one succeeds. Patient calls are still allowed until one of them has
 * timed out, since five impatient failures may be caused by a busy machine. A late answer also closes the breaker.
 * Thread-safe.
 */
final class CircuitBreaker {
    /** The number of consecutive failures that open the breaker. */
    static final int FAILURES = 5;

    /** How long all calls fail after the breaker opens. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private int failures;
    private boolean silent;
    private long probeFrom;
    private boolean probing;

    /** A closed breaker with a monotonic clock such as {@link System#nanoTime()}. */
    CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Admits a call, which must end its pass with one of the pass's methods; empty if the call must fail at once.
     *
     * @param patient whether a timeout of this call means that the server is down
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

    /** Reports a late answer: the server works. */
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
        // An impatient call may time out because this machine is busy. A probe that times out a second later means that
        // the server is silent.
        return isNews(pass) && opened(pass, failures + 1) && pass.probe;
    }

    /** Calls that began before the breaker opened may end during a probe; their result is ignored. */
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

    /** Permits one call. */
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

        /**
         * Reports that the server answered with an error or its connection broke. Returns whether to drop the
         * connection.
         */
        boolean failed() {
            return CircuitBreaker.this.failed(this);
        }

        /** Reports a timeout. Returns whether to drop the connection. */
        boolean unanswered() {
            return CircuitBreaker.this.unanswered(this);
        }

        /** Reports that the call ended for a reason unrelated to the server. */
        void undecided() {
            CircuitBreaker.this.undecided(this);
        }
    }
}
