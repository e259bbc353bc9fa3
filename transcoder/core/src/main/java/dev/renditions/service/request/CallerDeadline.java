package dev.renditions.service.request;

import dev.renditions.api.BusyException;
import dev.renditions.api.RequestLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a caller needs its results.
 *
 * @param at {@link Instant#MAX} without a deadline
 */
record CallerDeadline(Instant at) {
    /** The time until then; empty without a deadline. */
    Optional<Duration> left(Clock clock) {
        return at.equals(Instant.MAX) ? Optional.empty() : Optional.of(Duration.between(clock.instant(), at));
    }

    /** The limits, shortened to the time that is left. */
    RequestLimits within(RequestLimits limits, Clock clock) {
        Optional<Duration> left = left(clock);
        if (left.filter(time -> time.compareTo(Duration.ofSeconds(1)) < 0).isPresent()) {
            throw new BusyException("no time was left to make it; try again", Duration.ofSeconds(1));
        }
        return left.map(limits::within).orElse(limits);
    }
}
