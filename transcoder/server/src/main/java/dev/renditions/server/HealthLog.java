package dev.renditions.server;

import dev.renditions.support.SafeText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a part stops to answer health checks and when it answers again, and now and then that it still does not: anybody
 * may ask, as often as they like. Safe for use by many threads.
 */
final class HealthLog {
    /** How often a failure that lasts is logged. */
    static final Duration REMINDER = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

    private final LongSupplier nanoTime;
    /** When the failure of a part was last logged; without those that answer. */
    private final Map<String, Long> logged = new HashMap<>();

    /**
     * Nothing has failed yet.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    HealthLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A part does not answer. */
    synchronized void failed(String part, String reason) {
        long now = nanoTime.getAsLong();
        Long last = logged.get(part);
        if (last == null || now - last >= REMINDER.toNanos()) {
            logged.put(part, now);
            LOG.warn("the {} does not answer health checks: {}", part, SafeText.of(reason));
        }
    }

    /** A part answers. */
    synchronized void answered(String part) {
        if (logged.remove(part) != null) {
            LOG.warn("the {} answers health checks again", part);
        }
    }
}
