package dev.renditions.index;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * The name of a count that begins anew with each window of time: windows begin at multiples of their length since 1970, or
 * with the first count. Immutable.
 *
 * @param digest the SHA-256 of what is counted: whatever a caller is called, the name stays legal and short
 * @param window how long a window is: whole seconds, from one to 30 days
 * @param fromFirst whether a window begins with its first count, and lasts at least that long and a minute more at most
 */
public record Counter(ContentHash digest, Duration window, boolean fromFirst) {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if it is shorter than a second, longer than 30 days, or no whole number of seconds
     */
    public Counter {
        checkWindow(window);
    }

    /** A count over windows that begin at multiples of their length. */
    public Counter(ContentHash digest, Duration window) {
        this(digest, window, false);
    }

    /** The same count over windows that begin with the first count. */
    public Counter startingWithFirst() {
        return new Counter(digest, window, true);
    }

    /** The count of what has this name, over windows of this length. */
    public static Counter of(String name, Duration window) {
        return new Counter(ContentHash.of(name.getBytes(StandardCharsets.UTF_8)), window);
    }

    /** The number of the window that a moment is in; the one that began with 1970 is 0, and so is each that begins with its first count. */
    public long windowAt(Instant moment) {
        return fromFirst ? 0 : Math.floorDiv(moment.getEpochSecond(), window.toSeconds());
    }

    public static void checkWindow(Duration window) {
        boolean bounded = window.compareTo(Duration.ofSeconds(1)) >= 0 && window.compareTo(Duration.ofDays(30)) <= 0;
        if (!bounded || !window.equals(Duration.ofSeconds(window.toSeconds()))) {
            throw new IllegalArgumentException("a window is whole seconds, from one to 30 days, not " + window);
        }
    }
}
