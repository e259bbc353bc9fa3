package dev.renditions.index;

/**
 * Counts over windows of time, shared by all workers. Which window it is follows from the clock of the index's adapter. For
 * what holds for every call see {@link ArtifactIndex}.
 */
public interface Counters {
    /**
     * Adds one to the count of the present window. Windows begin at multiples of their length since 1970, see
     * {@link Counter}; a count that vanishes begins again at one.
     *
     * @return the new count
     */
    long count(Counter counter);

    /**
     * Deletes the count of the present window: the next one is the first again.
     *
     * @return whether there was any
     */
    boolean forget(Counter counter);
}
