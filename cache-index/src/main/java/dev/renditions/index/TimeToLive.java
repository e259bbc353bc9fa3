package dev.renditions.index;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long an entry lives: whole seconds, at least one, at most a hundred years. The same for every adapter. Immutable.
 *
 * @param duration the time; a fraction of a second is dropped, but a time below one second becomes one second
 */
public record TimeToLive(Duration duration) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Clamps the time to its bounds.
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

    public long seconds() {
        return duration.toSeconds();
    }

    /** The end of an entry written at {@code start}, truncated to milliseconds. */
    public Instant endFrom(Instant start) {
        return start.plus(duration).truncatedTo(ChronoUnit.MILLIS);
    }
}
