package dev.renditions;

import java.util.Locale;

/** What is counted, for each profile apart. */
public enum Count {
    /** The index knew it, and it was there. */
    HIT,
    /** The store was asked whether what the index knew is there, and it was; by those who wait for a lease too. */
    VERIFIED,
    /** The index knew a place where it no longer was, or never had been. */
    STALE,
    /** The index knew why it can't be made. */
    NEGATIVE,
    /** Another worker made it meanwhile. */
    COALESCED,
    /** The index did not know, or did not answer. */
    MISS,
    /** The index answered with an error, or not at all, before its time was up. */
    ERROR,
    /** The index did not answer in time. */
    TIMEOUT;

    /** The word for it in tables and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
