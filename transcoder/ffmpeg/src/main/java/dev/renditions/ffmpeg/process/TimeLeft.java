package dev.renditions.ffmpeg.process;

import dev.renditions.api.MediaException;
import java.time.Duration;

/** What is left of a limit that several runs share. Immutable. */
public final class TimeLeft {
    private static final Duration LEAST = Duration.ofMillis(100);

    private final long started = System.nanoTime();
    private final Duration limit;

    /** Begins now. */
    public TimeLeft(Duration limit) {
        this.limit = limit;
    }

    /**
     * What the next run may take.
     *
     * @throws MediaException of kind TIME if nothing is left
     */
    public Duration left() {
        Duration left = remaining();
        if (left.isNegative() || left.isZero()) {
            throw new MediaException(
                    MediaException.Kind.TIME, "it was not done within its " + limit.toSeconds() + " seconds");
        }
        return left;
    }

    /** The same without a failure: below zero once the limit has passed. */
    public Duration remaining() {
        return limit.minus(spent());
    }

    /** Whether too little is left to begin anything. */
    public boolean over() {
        return remaining().compareTo(LEAST) < 0;
    }

    /** How long it has been. */
    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
