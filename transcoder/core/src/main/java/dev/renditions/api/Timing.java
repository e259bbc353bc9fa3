package dev.renditions.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The service's clock, sleeper and random numbers, which tests replace. Immutable.
 *
 * @param clock measures how long things take
 * @param pause waits between two polls
 * @param random spreads times to live and polls; safe for use by many threads
 */
public record Timing(Clock clock, Sleeper pause, RandomGenerator random) {
    /** Those of the machine. */
    public static Timing system() {
        // SecureRandom is the JDK's one generator that is safe to share; a few draws a rendition cost nothing.
        return new Timing(Clock.systemUTC(), Sleeper.SLEEP, new SecureRandom());
    }
}
