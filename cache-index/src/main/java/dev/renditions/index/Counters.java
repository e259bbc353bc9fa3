package dev.renditions.index;

/**
 * Counts per time window, shared by all workers. The clock of the index's adapter determines the current window. The
 * rules for every call are in {@link ArtifactIndex}.
 */
public interface Counters {
    /**
     * Adds one to the count of the current window. A count that vanished restarts at one.
     *
     * @return the new count
     */
    long count(Counter counter);

    /**
     * Deletes the count of the current window: the next count is 1.
     *
     * @return whether it existed
     */
    boolean forget(Counter counter);
}
