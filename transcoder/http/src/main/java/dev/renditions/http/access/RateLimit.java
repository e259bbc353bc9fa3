package dev.renditions.http.access;

import dev.renditions.index.Counter;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A rate limit for each caller, counted in the index in fixed windows, so that all processes count together. A caller
 * may make twice as many calls across the border of two windows; the gain is that one number per caller is enough.
 * Immutable and thread-safe.
 *
 * @param counters counts the calls
 * @param limit calls in a window, more than 0
 * @param window length of a window: whole seconds, from one second to 30 days
 * @param onOutage what happens while the index is unavailable
 * @param clock for the time that a refused caller has to wait; the same as the index's
 */
public record RateLimit(Counters counters, long limit, Duration window, OnOutage onOutage, Clock clock) {
    /** An outage is usually shorter than a window. */
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);

    /** What happens to calls that can't be counted. */
    public enum OnOutage {
        /** They are admitted: an outage of the index must not become an outage of the service. */
        PASS,
        /** They are refused: the limit must hold even during an outage. */
        REFUSE
    }

    /**
     * Checks the limit and the window.
     *
     * @throws IllegalArgumentException if the limit is not positive, or the window is not allowed
     */
    public RateLimit {
        if (limit <= 0) {
            throw new IllegalArgumentException("a limit must be more than 0, not " + limit);
        }
        Counter.checkWindow(window);
    }

    /**
     * Counts a call of one caller.
     *
     * @return empty if the call is admitted; else how long to wait, at least one second
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
