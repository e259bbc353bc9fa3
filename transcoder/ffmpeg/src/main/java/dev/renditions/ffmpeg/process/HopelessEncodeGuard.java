package dev.renditions.ffmpeg.process;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.support.SettingName;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends a run early that can't end in time: by its speed so far it would take half as long again as it may, or longer. It
 * gets a while first, since an encoder begins slowly.
 */
public final class HopelessEncodeGuard implements Progress {
    private static final Duration AT_LEAST = Duration.ofSeconds(10);
    private static final double FRACTION_AT_LEAST = 0.05;
    private static final double BEYOND = 1.5;

    private final Progress to;
    private final Duration limit;
    private final LongSupplier nanos;
    private final long begun;

    /**
     * Begins now.
     *
     * @param limit how long it may take
     * @param to told of every step that gives hope
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
     * One step further.
     *
     * @throws MediaException of kind TIME if it will not end in time
     */
    @Override
    public void at(EncodeProgress step) {
        Duration spent = Duration.ofNanos(nanos.getAsLong() - begun);
        if (spent.compareTo(AT_LEAST) >= 0 && step.fraction() >= FRACTION_AT_LEAST) {
            double whole = spent.toMillis() / 1000.0 / step.fraction();
            if (whole > limit.toMillis() / 1000.0 * BEYOND) {
                throw new MediaException(
                        MediaException.Kind.TIME,
                        "it would take about " + (long) whole + " s, by what was done in " + spent.toSeconds()
                                + " s, and had " + limit.toSeconds()
                                + " s; it was stopped early, so give it more time (" + SettingName.ENCODE_LIMIT + ")");
            }
        }
        to.at(step);
    }
}
