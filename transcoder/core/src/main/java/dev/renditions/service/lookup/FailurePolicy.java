package dev.renditions.service.lookup;

/** How a request handles failures that are recorded in the index. */
public enum FailurePolicy {
    /** They are its results. */
    ANSWER,
    /**
     * They are its results, even those that limits other than this worker's caused: the caller lets another worker encode, and
     * that worker's limits count.
     */
    ANSWER_ALL,
    /** They are evicted, and the rendition is tried again, as a user requested. */
    RETRY
}
