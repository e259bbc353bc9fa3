package dev.renditions.api;

import java.util.Locale;

/**
 * What is counted, for each profile apart. Each look for a rendition that a caller has done and the store has answered is one of {@link #HIT},
 * {@link #NEGATIVE}, {@link #MISS}, {@link #ERROR} and {@link #TIMEOUT}; the others say more of some of them. The looks of
 * those who wait for another worker, or are about to encode, are not counted again.
 */
public enum LookupMetric {
    /** The index knew it, and it was there. */
    HIT,
    /** Of the hits: the store was asked whether it is there. The others had been checked a moment ago. */
    VERIFIED,
    /** The index knew a place where it no longer was, or never had been; the look is a {@link #MISS}, or negative, as well. */
    STALE,
    /** The index knew why it can't be made. */
    NEGATIVE,
    /** Another worker made it meanwhile, and nothing was encoded here. */
    COALESCED,
    /** The index answered, and did not know it. */
    MISS,
    /** The index could not be asked, or answered with an error. */
    ERROR,
    /** The index did not answer in time, or was not asked since it had not answered the same request a moment ago. */
    TIMEOUT,
    /** A lease was taken in the store, since the index did not answer or is not shared with other processes. */
    FALLBACK_LEASE,
    /** It was encoded here, and another worker had published it first. */
    WASTED;

    /** The word for it in tables and metrics, such as {@code fallback-lease}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
