package dev.renditions.lambda.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delay before a message that failed temporarily is redelivered. It doubles with each receive, so that a short
 * outage costs seconds, and a long one does not use up all receives.
 */
public final class Backoff {
    /** The delay after the first receive. */
    static final Duration FIRST = Duration.ofSeconds(5);

    static final Duration LONGEST = Duration.ofMinutes(15);

    /** The maximum number of doublings; more would overflow. */
    private static final int DOUBLINGS = 10;

    private Backoff() {}

    /**
     * The delay before the next receive, without jitter.
     *
     * @param receives how often the message was received, including this time
     */
    static Duration after(int receives) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, Math.max(0, receives - 1)));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /**
     * The delay with a random jitter of up to a quarter, so that messages that failed together are not redelivered
     * together.
     *
     * @param atLeast the minimum delay
     */
    public static Duration after(int receives, Duration atLeast, RandomGenerator random) {
        Duration jittered = Duration.ofMillis((long) (after(receives).toMillis() * (0.75 + random.nextDouble() / 2)));
        return jittered.compareTo(atLeast) < 0 ? atLeast : jittered;
    }
}
