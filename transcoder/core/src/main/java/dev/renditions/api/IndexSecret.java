package dev.renditions.api;

import java.util.Optional;

/**
 * The secret that the values of a shared index are sealed with, where everybody who shares a store finds the same one. It is
 * not a rendition: it is neither listed nor served. Whoever may read all that the store keeps can read it.
 */
@FunctionalInterface
public interface IndexSecret {
    /** The name it is kept by, beside the renditions. */
    String NAME = ".index-key";

    /**
     * The secret as text, see {@link dev.renditions.index.codec.Seal#parse}. If there is none, one is kept; of several callers who
     * keep one at once all return the one that was kept first. May be called from many threads and processes.
     *
     * @param known what the caller read before, which is kept where it has vanished, so that all go on with the same; empty
     *     for a new one
     * @throws StoreException if the store does not answer, or can't keep it
     */
    String read(Optional<String> known);
}
