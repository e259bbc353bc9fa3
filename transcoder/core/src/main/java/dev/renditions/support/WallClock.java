package dev.renditions.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Wall-clock time between two moments, never negative: a clock may be set back meanwhile. */
public final class WallClock {
    private WallClock() {}

    public static Duration since(Instant begin, Clock clock) {
        Duration elapsed = Duration.between(begin, clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }
}
