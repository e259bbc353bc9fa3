package dev.renditions.media;

import java.time.Duration;

/**
 * When a stream plays, relative to the beginning of its file. Immutable.
 *
 * @param start when it begins, not below zero
 * @param end when it ends, not before it begins
 */
public record Span(Duration start, Duration end) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if it begins before the file does, or ends before it begins
     */
    public Span {
        if (start.isNegative() || end.compareTo(start) < 0) {
            throw new IllegalArgumentException("invalid span of a stream: from " + start + " to " + end);
        }
    }

    public Duration length() {
        return end.minus(start);
    }
}
