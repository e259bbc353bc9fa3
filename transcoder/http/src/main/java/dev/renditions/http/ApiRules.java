package dev.renditions.http;

import dev.renditions.api.LinkTerms;
import java.time.Duration;
import java.util.Set;

/**
 * What the API goes by. Immutable.
 *
 * @param linkLifetime how long links to files work, from a second to seven days, the most that S3 allows
 * @param longestWait how long a request may wait for a rendition at most; zero for not at all
 * @param origins the web pages that may read answers (CORS), such as {@code https://example.org}; {@code *} for all of them,
 *     empty for none
 */
public record ApiRules(Duration linkLifetime, Duration longestWait, Set<String> origins) {
    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if a time is out of its bounds
     */
    public ApiRules {
        if (linkLifetime.compareTo(LinkTerms.SHORTEST) < 0 || linkLifetime.compareTo(LinkTerms.LONGEST) > 0) {
            throw new IllegalArgumentException("links live from a second to seven days, not " + linkLifetime);
        }
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("nobody waits " + longestWait);
        }
        origins = Set.copyOf(origins);
    }
}
