package dev.renditions.api;

import java.time.Duration;

/** Waits between two polls. A port, so that tests need not sleep. */
@FunctionalInterface
public interface Sleeper {
    /** Really sleeps. */
    Sleeper SLEEP = time -> Thread.sleep(time.toMillis());

    /**
     * Waits.
     *
     * @throws InterruptedException if the thread was interrupted before or during the wait
     */
    void pause(Duration time) throws InterruptedException;
}
