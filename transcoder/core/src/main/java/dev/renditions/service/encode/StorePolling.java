package dev.renditions.service.encode;

import java.time.Duration;

/**
 * When a waiter checks the store: rarely, at growing intervals. What the other worker publishes is found in the index, unless the
 * entry was lost. Not thread-safe.
 */
final class StorePolling {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Duration next = FIRST;
    private Duration waited = Duration.ZERO;

    /** Whether a check is due after another pause. */
    boolean isDue(Duration pause) {
        waited = waited.plus(pause);
        if (waited.compareTo(next) < 0) {
            return false;
        }
        waited = Duration.ZERO;
        Duration longer = next.multipliedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        return true;
    }
}
