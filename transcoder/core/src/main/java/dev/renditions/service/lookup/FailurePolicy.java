package dev.renditions.service.lookup;

/** What a request makes of failures that the index remembers. */
public enum FailurePolicy {
    /** They are its answer. */
    ANSWER,
    /**
     * They are its answer, even those that other limits than this worker's caused: the caller has another worker encode, and
     * that worker's limits count.
     */
    ANSWER_ALL,
    /** They are forgotten, and the rendition is tried again: a user asks for that. */
    RETRY
}
