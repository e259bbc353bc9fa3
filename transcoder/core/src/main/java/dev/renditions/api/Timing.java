package dev.renditions.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Time and chance, as the service sees them; a test has its own. Immutable.
 *
 * @param clock tells how long things take
 * @param pause waits between two looks at something
 * @param random spreads times to live and polls; safe for use by many threads
 */
public record Timing(Clock clock, Sleeper pause, RandomGenerator random) {
    /** The machine's. */
    public static Timing system() {
        // SecureRandom is the JDK's one generator that is safe to share; a few draws a rendition cost nothing.
        return new Timing(Clock.systemUTC(), Sleeper.SLEEP, new SecureRandom());
    }
}
