package dev.renditions;

/** What a request makes of failures that the index remembers. */
public enum KnownFailures {
    /** They are its answer. */
    ANSWER,
    /** They are forgotten, and the rendition is tried again: a user asks for that. */
    RETRY
}
