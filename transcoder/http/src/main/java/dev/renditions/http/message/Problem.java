package dev.renditions.http.message;

import java.time.Duration;
import java.util.Optional;

/**
 * Why there is no answer: a problem document of RFC 9457. Immutable.
 *
 * @param status the HTTP status
 * @param detail a sentence for people: what is wrong, with what, and what to do
 * @param retryAfter when to ask again; absent where that would not help
 */
public record Problem(int status, String detail, Optional<Duration> retryAfter) {
    /** A problem that waiting does not mend. */
    public static Problem of(int status, String detail) {
        return new Problem(status, detail, Optional.empty());
    }

    /** A problem that may be over then. */
    public static Problem later(int status, String detail, Duration retryAfter) {
        return new Problem(status, detail, Optional.of(retryAfter));
    }
}
