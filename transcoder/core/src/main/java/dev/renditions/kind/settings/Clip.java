package dev.renditions.kind.settings;

import java.time.Duration;
import java.util.Map;

/**
 * A part of a video. Immutable.
 *
 * @param start where it begins
 * @param length how long it is at most: a source that ends before gives less
 */
public record Clip(Duration start, Duration length) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if it begins before the source does, or has no length
     */
    public Clip {
        if (start.isNegative() || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a clip begins at 0 or later and is longer than 0");
        }
    }

    /** Where it ends at the latest. */
    public Duration end() {
        return start.plus(length);
    }

    public Map<String, Object> settings() {
        return Map.of("startMillis", start.toMillis(), "lengthMillis", length.toMillis());
    }
}
