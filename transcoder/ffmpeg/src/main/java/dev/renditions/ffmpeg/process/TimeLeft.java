package dev.renditions.ffmpeg.process;

import dev.renditions.api.MediaException;
import java.time.Duration;

/** The remaining time of a limit that several runs share. Immutable. */
public final class TimeLeft {
    private static final Duration LEAST = Duration.ofMillis(100);

    private final long started = System.nanoTime();
    private final Duration limit;

    /** Starts the clock. */
    public TimeLeft(Duration limit) {
        this.limit = limit;
    }

    /**
     * How long the next run may take.
     *
     * @throws MediaException of kind TIME if nothing is left
     */
    public Duration left() {
        Duration left = remaining();
        if (left.isNegative() || left.isZero()) {
            throw new MediaException(
                    MediaException.Kind.TIME, "it did not finish within " + limit.toSeconds() + " seconds");
        }
        return left;
    }

    /** The remaining time; negative after the limit has passed. */
    public Duration remaining() {
        return limit.minus(spent());
    }

    /** Whether too little time is left to start another run. */
    public boolean over() {
        return remaining().compareTo(LEAST) < 0;
    }

    /** The time since the start. */
    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
