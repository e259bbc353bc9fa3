package dev.renditions.media;

import java.time.Duration;

/**
 * When a stream plays, counted from the beginning of its file. Immutable.
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
            throw new IllegalArgumentException("a stream can't play from " + start + " to " + end);
        }
    }

    /** How long it plays. */
    public Duration length() {
        return end.minus(start);
    }
}
