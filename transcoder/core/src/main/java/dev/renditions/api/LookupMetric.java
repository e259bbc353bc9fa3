package dev.renditions.api;

import java.util.Locale;

/**
 * What is counted, separately for each profile. Each lookup that a caller makes and the store answers is one of
 * {@link #HIT}, {@link #NEGATIVE}, {@link #MISS}, {@link #ERROR} and {@link #TIMEOUT}; the other metrics describe some of
 * these lookups further, and two count tracks. Repeated lookups, while waiting for another worker or just before an encode, are not counted.
 */
public enum LookupMetric {
    /** The index knew the rendition, and it exists. */
    HIT,
    /** A hit that the store confirmed. The other hits were confirmed shortly before. */
    VERIFIED,
    /** The index had a wrong or outdated location; the lookup also counts as {@link #MISS} or {@link #NEGATIVE}. */
    STALE,
    /** The negative cache knew why the rendition can't be made. */
    NEGATIVE,
    /** Another worker made it while this one waited; nothing was encoded here, except perhaps segments of a long film. */
    COALESCED,
    /** The index answered, and did not know the rendition. */
    MISS,
    /** The index could not be reached, or answered with an error. */
    ERROR,
    /** The index did not answer in time, or was skipped because it had just timed out for the same request. */
    TIMEOUT,
    /** A lease was taken in the store, because the index did not answer or is not shared with other processes. */
    FALLBACK_LEASE,
    /** It was encoded here, but another worker had published it first. */
    WASTED,
    /** A track was encoded for the rendition. A track that several renditions share is counted for the first of them. */
    TRACK_ENCODED,
    /** A track of the rendition was copied, from another rendition in the store or of the same request. */
    TRACK_REUSED;

    /** Its name in tables and metrics, such as {@code fallback-lease}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
