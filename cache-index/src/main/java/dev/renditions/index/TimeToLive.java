package dev.renditions.index;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long an entry lives, as every adapter understands it: whole seconds, at least one, at most a hundred years. Immutable.
 * For the adapters.
 *
 * @param duration the time; fractions of a second are dropped, so that nothing outlives what was asked, but what is below a
 *     second becomes one
 */
public record TimeToLive(Duration duration) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Brings the time into its bounds.
     *
     * @throws IllegalArgumentException if the time is not above zero
     */
    public TimeToLive {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a time to live must be above zero: " + duration);
        }
        Duration bounded = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        duration = Duration.ofSeconds(Math.max(1, bounded.toSeconds()));
    }

    /** The time in seconds. */
    public long seconds() {
        return duration.toSeconds();
    }

    /** When what begins to live at {@code start} ends, cut to the millisecond. */
    public Instant endFrom(Instant start) {
        return start.plus(duration).truncatedTo(ChronoUnit.MILLIS);
    }
}
