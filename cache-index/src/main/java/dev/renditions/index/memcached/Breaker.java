package dev.renditions.index.memcached;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for a server that lets them wait. After five failures in a row nobody is let through for a
 * second, and then one call at a time, until one succeeds. Thread-safe.
 */
final class Breaker {
    /** How many calls fail in a row before the others are spared. */
    static final int FAILURES = 5;

    /** How long nobody is let through. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private int failures;
    private long probeFrom;
    private boolean probing;

    /** A breaker that lets calls through, by a clock such as {@link System#nanoTime()}. */
    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Lets a call through, which must end its pass in one of three ways; empty if the call is to fail at once. */
    synchronized Optional<Pass> enter() {
        boolean open = failures >= FAILURES;
        if (!open) {
            return Optional.of(new Pass(false));
        }
        if (probing || nanoTime.getAsLong() - probeFrom < 0) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Pass(true));
    }

    private synchronized void succeeded(Pass pass) {
        failures = 0;
        probing = probing && !pass.probe;
    }

    private synchronized boolean failed(Pass pass) {
        // Calls that began before the others were spared may end during a probe: they say nothing new.
        if (!pass.probe && failures >= FAILURES) {
            return false;
        }
        failures++;
        probing = false;
        probeFrom = nanoTime.getAsLong() + PAUSE.toNanos();
        return failures >= FAILURES;
    }

    private synchronized void undecided(Pass pass) {
        probing = probing && !pass.probe;
    }

    /** The right to make one call. */
    final class Pass {
        private final boolean probe;

        private Pass(boolean probe) {
            this.probe = probe;
        }

        void succeeded() {
            Breaker.this.succeeded(this);
        }

        /** Tells whether nobody is let through now because of this failure. */
        boolean failed() {
            return Breaker.this.failed(this);
        }

        /** The call ended for a reason that is not the server's. */
        void undecided() {
            Breaker.this.undecided(this);
        }
    }
}
