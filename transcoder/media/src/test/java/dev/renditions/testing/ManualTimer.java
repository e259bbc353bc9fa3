package dev.renditions.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A timer whose repeated tasks run when a test calls {@link #tick}, including cancelled ones, which may have begun
 * before.
 */
public final class ManualTimer extends ScheduledThreadPoolExecutor {
    private final List<Runnable> tasks = new ArrayList<>();
    private Duration period = Duration.ZERO;

    public ManualTimer() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        tasks.add(task);
        period = Duration.of(delay, unit.toChronoUnit());
        return schedule(() -> {}, 1, TimeUnit.DAYS);
    }

    /** Runs the tasks once. */
    public void tick() {
        tasks.forEach(Runnable::run);
    }

    /** The period of the last task. */
    public Duration period() {
        return period;
    }
}
