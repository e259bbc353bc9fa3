package dev.renditions.media;

import java.time.Duration;

/**
 * One text of a {@link WebVtt}, when and where it is shown. Immutable.
 *
 * @param start when it appears, not below zero
 * @param end when it goes, after {@code start}
 * @param settings where it is shown
 * @param text what is shown, its lines without an empty one; as it stands in the file, so markup and escapes included
 */
public record Cue(Duration start, Duration end, CueSettings settings, String text) {
    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if it appears before the film begins, or is never shown
     */
    public Cue {
        if (start.isNegative() || end.compareTo(start) <= 0) {
            throw new IllegalArgumentException("a text can't be shown from " + start + " to " + end);
        }
    }

    /** Where players show a text unless told otherwise. */
    public Cue(Duration start, Duration end, String text) {
        this(start, end, CueSettings.NONE, text);
    }
}
