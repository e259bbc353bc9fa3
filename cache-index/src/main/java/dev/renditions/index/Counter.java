package dev.renditions.index;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Identifies a count that restarts with each time window. Windows begin at multiples of their length since 1970, or
 * with the first count. Immutable.
 *
 * @param digest the SHA-256 of the name of what is counted, so that any name gives a legal, short cache key
 * @param window the length of a window in whole seconds, from one second to 30 days
 * @param fromFirst whether a window begins with its first count; such a window may last up to a minute longer than
 *     {@code window}
 */
public record Counter(ContentHash digest, Duration window, boolean fromFirst) {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if it is shorter than a second, longer than 30 days, or has a fraction of a
     *     second
     */
    public Counter {
        checkWindow(window);
    }

    /** A counter with windows that begin at multiples of their length. */
    public Counter(ContentHash digest, Duration window) {
        this(digest, window, false);
    }

    /** The same counter with windows that begin with the first count. */
    public Counter startingWithFirst() {
        return new Counter(digest, window, true);
    }

    /** A counter for this name, with windows that begin at multiples of their length. */
    public static Counter of(String name, Duration window) {
        return new Counter(ContentHash.of(name.getBytes(StandardCharsets.UTF_8)), window);
    }

    /**
     * The number of the window that contains a moment. The window that began with 1970 is 0, as is each window that
     * begins with its first count.
     */
    public long windowAt(Instant moment) {
        return fromFirst ? 0 : Math.floorDiv(moment.getEpochSecond(), window.toSeconds());
    }

    public static void checkWindow(Duration window) {
        boolean bounded = window.compareTo(Duration.ofSeconds(1)) >= 0 && window.compareTo(Duration.ofDays(30)) <= 0;
        if (!bounded || !window.equals(Duration.ofSeconds(window.toSeconds()))) {
            throw new IllegalArgumentException(
                    "a window must be a whole number of seconds from 1 second to 30 days, not " + window);
        }
    }
}
