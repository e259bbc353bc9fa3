package dev.renditions.kind.settings;

import java.time.Duration;
import java.util.Map;

/**
 * A part of a video. Immutable.
 *
 * @param start where it begins
 * @param length its maximum length: it is shorter if the source ends earlier
 */
public record Clip(Duration start, Duration length) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the start is negative, or the length is not positive
     */
    public Clip {
        if (start.isNegative() || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a clip begins at 0 or later and is longer than 0");
        }
    }

    /** The latest time at which it ends. */
    public Duration end() {
        return start.plus(length);
    }

    public Map<String, Object> settings() {
        return Map.of("startMillis", start.toMillis(), "lengthMillis", length.toMillis());
    }
}
