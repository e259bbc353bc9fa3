package dev.renditions.http;

import dev.renditions.api.link.LinkTerms;
import java.time.Duration;
import java.util.Set;

/**
 * Limits and lifetimes of the API. Immutable.
 *
 * @param linkLifetime how long links to files work: from one second to seven days, the maximum of S3
 * @param longestWait the longest that a request may wait for a rendition; zero if requests may not wait
 * @param origins the origins of web pages that may read responses (CORS), such as {@code https://example.org};
 *     {@code *} for all, empty for none
 */
public record ApiRules(Duration linkLifetime, Duration longestWait, Set<String> origins) {
    /**
     * Checks the durations and copies the set.
     *
     * @throws IllegalArgumentException if a duration is out of range
     */
    public ApiRules {
        if (linkLifetime.compareTo(LinkTerms.SHORTEST) < 0 || linkLifetime.compareTo(LinkTerms.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the lifetime of links must be from 1 second to 7 days, not " + linkLifetime);
        }
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("the longest wait must not be negative: " + longestWait);
        }
        origins = Set.copyOf(origins);
    }
}
