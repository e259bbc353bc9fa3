package dev.renditions.api;

import java.util.Optional;

/**
 * The secret that the values of a shared index are sealed with. It lies in the store, so that all processes that share the
 * store find the same one. It is not a rendition: it is neither listed nor served. Anyone who may read the whole store can
 * read it.
 */
@FunctionalInterface
public interface IndexSecret {
    /** The name of its file or object, beside the renditions. */
    String NAME = ".index-key";

    /**
     * The secret as text, see {@link dev.renditions.index.codec.Seal#parse}. If the store has none, one is stored;
     * concurrent callers all return the one that was stored first. May be called from many threads and processes.
     *
     * @param known the secret that the caller read before; it is stored again if it has vanished, so that all processes
     *     continue with the same one; empty to store a new one
     * @throws StoreException if the store does not answer, or can't store it
     */
    String read(Optional<String> known);
}
