package dev.renditions.media;

import java.time.Duration;

/**
 * One cue of a {@link WebVtt}. Immutable.
 *
 * @param start when it appears, not below zero
 * @param end when it disappears, after {@code start}
 * @param settings where it is shown
 * @param text its text without empty lines, with markup and escapes as in the file
 */
public record Cue(Duration start, Duration end, CueSettings settings, String text) {
    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if it begins before time 0, or is never shown
     */
    public Cue {
        if (start.isNegative() || end.compareTo(start) <= 0) {
            throw new IllegalArgumentException("invalid times of a cue: from " + start + " to " + end);
        }
    }

    /** A cue at the default position of players. */
    public Cue(Duration start, Duration end, String text) {
        this(start, end, CueSettings.NONE, text);
    }
}
