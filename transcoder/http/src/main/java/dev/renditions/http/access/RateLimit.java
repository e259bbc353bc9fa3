package dev.renditions.http.access;

import dev.renditions.index.Counter;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * So many calls a window for each caller, counted in the index, so that all processes count together. A caller may get
 * through twice the limit at the border of two windows, the price of keeping one number a caller. Immutable and
 * thread-safe.
 *
 * @param counters where calls are counted
 * @param limit calls in a window, above 0
 * @param window how long a window is: whole seconds, from one to 30 days
 * @param onOutage what happens while the index does not answer
 * @param clock tells how long a refused caller has to wait; the same as the index's
 */
public record RateLimit(Counters counters, long limit, Duration window, OnOutage onOutage, Clock clock) {
    /** An outage is mostly over sooner than a window. */
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);

    /** What happens to calls that nobody can count. */
    public enum OnOutage {
        /** They pass: an outage of the index must not become one of the service. */
        PASS,
        /** They are refused: rather no answer than one too many. */
        REFUSE
    }

    /**
     * Checks the limit and the window.
     *
     * @throws IllegalArgumentException if the limit is not above 0, or no window is that long
     */
    public RateLimit {
        if (limit <= 0) {
            throw new IllegalArgumentException("a limit is above 0, not " + limit);
        }
        Counter.checkWindow(window);
    }

    /**
     * Counts a call of one caller.
     *
     * @return empty if it may go on; else how long to wait, at least a second
     */
    public Optional<Duration> refuse(String caller) {
        long calls;
        try {
            calls = counters.count(Counter.of(caller, window));
        } catch (IndexUnavailableException e) {
            return onOutage == OnOutage.PASS ? Optional.empty() : Optional.of(shorter(untilNextWindow(), OUTAGE_RETRY));
        }
        return calls <= limit ? Optional.empty() : Optional.of(untilNextWindow());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Duration untilNextWindow() {
        long millis = window.toMillis();
        long left = millis - Math.floorMod(clock.millis(), millis);
        return Duration.ofSeconds(Math.max(1, (left + 999) / 1000));
    }
}
