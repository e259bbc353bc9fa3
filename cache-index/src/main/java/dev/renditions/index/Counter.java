package dev.renditions.index;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * The name of a count that begins anew with each window of time. Immutable.
 *
 * @param digest the SHA-256 of what is counted: whatever a caller is called, the name stays legal and short
 * @param window how long a window is: whole seconds, from one to 30 days
 */
public record Counter(ContentHash digest, Duration window) {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if it is shorter than a second, longer than 30 days, or no whole number of seconds
     */
    public Counter {
        checkWindow(window);
    }

    /** The count of what has this name, over windows of this length. */
    public static Counter of(String name, Duration window) {
        return new Counter(ContentHash.of(name.getBytes(StandardCharsets.UTF_8)), window);
    }

    /** The number of the window that a moment is in; the one that began with 1970 is 0. */
    public long windowAt(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), window.toSeconds());
    }

    static void checkWindow(Duration window) {
        boolean bounded = window.compareTo(Duration.ofSeconds(1)) >= 0 && window.compareTo(Duration.ofDays(30)) <= 0;
        if (!bounded || !window.equals(Duration.ofSeconds(window.toSeconds()))) {
            throw new IllegalArgumentException("a window is whole seconds, from one to 30 days, not " + window);
        }
    }
}
