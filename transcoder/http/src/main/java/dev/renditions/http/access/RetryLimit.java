package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.index.Counters;
import dev.renditions.kind.Profile;
import java.time.Clock;
import java.time.Duration;

/**
 * Limits how often clients may retry a remembered failure: once for each rendition and window, counted in the index for
 * all clients and processes together. A retry may cost a whole encode, and everybody with a link can ask for one. Two
 * retries may be admitted at the border of two windows, see {@link RateLimit}. Immutable and thread-safe.
 */
public final class RetryLimit {
    static final Duration WINDOW = Duration.ofMinutes(10);

    private final RateLimit limit;

    /**
     * A limit that is counted in an index. While the index is unavailable, no retry is admitted.
     *
     * @param clock the index's own
     */
    public RetryLimit(Counters counters, Clock clock) {
        this.limit = new RateLimit(counters, 1, WINDOW, RateLimit.OnOutage.REFUSE, clock);
    }

    /**
     * Counts a retry.
     *
     * @return whether it is the first of its rendition in this window
     */
    boolean admits(SourceName source, Profile profile) {
        return limit.refuse("retry:" + profile.name() + " " + source).isEmpty();
    }
}
