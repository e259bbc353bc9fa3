package dev.renditions.service.encode;

import java.time.Duration;

/**
 * When one who waits for another worker looks into the store: seldom, and ever more so. What the other publishes is found in
 * the index, unless the entry was lost. For one thread.
 */
final class StorePolling {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Duration next = FIRST;
    private Duration waited = Duration.ZERO;

    /** Whether it is time for a look, after another pause. */
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
