package dev.renditions.ffmpeg.process;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.support.SettingName;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops a run early that can't finish in time: at its speed so far it would take at least 1.5 times its limit. It is not
 * judged in the first seconds, since an encoder starts slowly.
 */
public final class HopelessEncodeGuard implements Progress {
    private static final Duration AT_LEAST = Duration.ofSeconds(10);
    private static final double FRACTION_AT_LEAST = 0.05;
    private static final double TIMES_LIMIT = 1.5;

    private final Progress to;
    private final Duration limit;
    private final LongSupplier nanos;
    private final long begun;

    /**
     * Starts the clock.
     *
     * @param limit how long the run may take
     * @param to receives every step until the run is stopped
     */
    public HopelessEncodeGuard(Duration limit, Progress to) {
        this(limit, to, System::nanoTime);
    }

    public HopelessEncodeGuard(Duration limit, Progress to, LongSupplier nanos) {
        this.limit = limit;
        this.to = to;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /**
     * Receives one step.
     *
     * @throws MediaException of kind TIME if the run will not finish in time
     */
    @Override
    public void at(EncodeProgress step) {
        Duration spent = Duration.ofNanos(nanos.getAsLong() - begun);
        if (spent.compareTo(AT_LEAST) >= 0 && step.fraction() >= FRACTION_AT_LEAST) {
            double whole = spent.toMillis() / 1000.0 / step.fraction();
            if (whole > limit.toMillis() / 1000.0 * TIMES_LIMIT) {
                throw new MediaException(
                        MediaException.Kind.TIME,
                        "it would take about " + (long) whole + " s, as estimated after " + spent.toSeconds()
                                + " s, and its limit is " + limit.toSeconds()
                                + " s; it was stopped early. To give it more time, raise " + SettingName.ENCODE_LIMIT);
            }
        }
        to.at(step);
    }
}
