package dev.renditions.http.message;

import java.time.Duration;
import java.util.Optional;

/**
 * A problem document (RFC 9457): why a request failed. Immutable.
 *
 * @param status the HTTP status
 * @param detail a sentence for people: what is wrong, with what, and what to do
 * @param retryAfter when to try again; absent if a retry doesn't help
 */
public record Problem(int status, String detail, Optional<Duration> retryAfter) {
    /** A problem that a retry does not solve. */
    public static Problem of(int status, String detail) {
        return new Problem(status, detail, Optional.empty());
    }

    /** A problem that may be over after some time. */
    public static Problem later(int status, String detail, Duration retryAfter) {
        return new Problem(status, detail, Optional.of(retryAfter));
    }
}
