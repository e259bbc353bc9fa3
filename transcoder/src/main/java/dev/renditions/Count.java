package dev.renditions;

import java.util.Locale;

/** What is counted, for each profile apart. */
public enum Count {
    /** The index knew it, and it was there. */
    HIT,
    /** Of these, those that the store was asked about; the rest had been checked a short while before. */
    VERIFIED,
    /** The index knew a place where it no longer was, or never had been. */
    STALE,
    /** The index knew why it can't be made. */
    NEGATIVE,
    /** Another worker made it meanwhile. */
    COALESCED,
    /** The index did not know. */
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
