package dev.renditions.api;

import java.time.Duration;

/** Waits between two looks at something. A port, so that tests need not wait. */
@FunctionalInterface
public interface Sleeper {
    /** Sleeps. */
    Sleeper SLEEP = time -> Thread.sleep(time.toMillis());

    /**
     * Waits.
     *
     * @throws InterruptedException if the thread was interrupted, before or meanwhile
     */
    void pause(Duration time) throws InterruptedException;
}
