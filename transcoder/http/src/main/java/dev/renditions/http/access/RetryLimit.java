package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.kind.Profile;
import java.time.Clock;
import java.time.Duration;

/**
 * How often clients may have a remembered failure tried again: once for each rendition and window, counted in the index, all
 * clients and processes together. A retry may cost a whole encode, and everybody with a link can ask for one. Two retries
 * may pass at the border of two windows, see {@link RateLimit}. Immutable and thread-safe.
 */
public final class RetryLimit {
    static final Duration WINDOW = Duration.ofMinutes(10);

    private final RateLimit limit;

    /**
     * A limit that counts in an index. While the index does not answer, no retry is admitted.
     *
     * @param clock the index's own
     */
    public RetryLimit(ArtifactIndex index, Clock clock) {
        this.limit = new RateLimit(index, 1, WINDOW, RateLimit.OnOutage.REFUSE, clock);
    }

    /** Counts a retry; whether it is the first of its rendition in this window. */
    boolean admits(SourceName source, Profile profile) {
        return limit.refuse("retry:" + profile.name() + " " + source).isEmpty();
    }
}
