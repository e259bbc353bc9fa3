package dev.renditions.lambda.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a message stays away that could not be worked on for now: twice as long after each receive, so that a short outage
 * costs seconds, and a long one does not use up all receives at once.
 */
public final class Backoff {
    /** After the first receive. */
    static final Duration FIRST = Duration.ofSeconds(5);

    static final Duration LONGEST = Duration.ofMinutes(15);

    /** From this receive on it is the longest; more doublings would overflow. */
    private static final int DOUBLINGS = 10;

    private Backoff() {}

    /**
     * The pause before the next receive, without its jitter.
     *
     * @param receives how often the message was received, this time included
     */
    static Duration after(int receives) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, Math.max(0, receives - 1)));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /**
     * The same, a quarter shorter or longer by chance: messages that failed together do not come again together.
     *
     * @param atLeast what is asked for by whoever is busy
     */
    public static Duration after(int receives, Duration atLeast, RandomGenerator random) {
        Duration jittered = Duration.ofMillis((long) (after(receives).toMillis() * (0.75 + random.nextDouble() / 2)));
        return jittered.compareTo(atLeast) < 0 ? atLeast : jittered;
    }
}
