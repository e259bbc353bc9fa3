package dev.renditions.index;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The name of a count that begins anew with each window of time. Immutable.
 *
 * @param digest the SHA-256 of what is counted: whatever a caller is called, the name stays legal and short
 * @param window how long a window is, at least a second
 */
public record Counter(ContentHash digest, Duration window) {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if it is shorter than a second or longer than 30 days
     */
    public Counter {
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("a window is from a second to 30 days, not " + window);
        }
    }

    /** The count of what has this name, over windows of this length. */
    public static Counter of(String name, Duration window) {
        return new Counter(ContentHash.of(name.getBytes(StandardCharsets.UTF_8)), window);
    }
}
