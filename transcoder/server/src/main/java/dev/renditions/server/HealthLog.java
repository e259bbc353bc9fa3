package dev.renditions.server;

import dev.renditions.support.SafeText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a part starts to fail health checks and when it recovers, and a reminder now and then while it fails. Not
 * each failure, since everybody may ask as often as they like. Thread-safe.
 */
final class HealthLog {
    /** The interval of reminders of a lasting failure. */
    static final Duration REMINDER = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

    private final LongSupplier nanoTime;
    /** When the failure of each failing part was last logged. */
    private final Map<String, Long> logged = new HashMap<>();

    /**
     * Assumes that all parts are healthy at first.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    HealthLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Records that a part fails. */
    synchronized void failed(String part, String reason) {
        long now = nanoTime.getAsLong();
        Long last = logged.get(part);
        if (last == null || now - last >= REMINDER.toNanos()) {
            logged.put(part, now);
            LOG.warn("the {} fails health checks: {}", part, SafeText.of(reason));
        }
    }

    /** Records that a part responds. */
    synchronized void answered(String part) {
        if (logged.remove(part) != null) {
            LOG.warn("the {} passes health checks again", part);
        }
    }
}
