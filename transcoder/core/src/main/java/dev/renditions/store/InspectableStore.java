package dev.renditions.store;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store that can be looked through, file by file, and from which broken renditions can be removed. For operators;
 * requests for renditions need none of it. Safe for use by many threads and processes at once.
 */
public interface InspectableStore extends ObjectStore {
    /**
     * The folder of every rendition, with a manifest or without one, in no order. Read piece by piece, however many there
     * are: close it. What lies elsewhere in the store is passed over. Renditions that come or go meanwhile may be in it or
     * not, or in part.
     *
     * @throws StoreException here or while it is read, if the store does not answer
     */
    Stream<RenditionFolder> folders();

    /**
     * The folder of one rendition as it is now; without files if there is none.
     *
     * @throws StoreException if the store does not answer
     */
    RenditionFolder folder(RenditionKey key);

    /**
     * The hash of a file's bytes: what the store has computed over all of them when it took them, or else what is computed
     * now, from all of its bytes.
     *
     * @return empty if the file is not there
     * @throws StoreException if the store does not answer
     */
    Optional<ContentHash> hash(StoredRendition rendition, RenditionFile file);

    /**
     * Removes a rendition: its manifest first, so that it is a miss at once, and then the files that the manifest names.
     * Does nothing if another worker has replaced the manifest meanwhile.
     *
     * @param expected what its manifest says; empty for a damaged one, whose files stay, since it does not name them
     * @return whether the manifest was removed
     * @throws StoreException if the store does not answer
     */
    boolean remove(RenditionKey key, Optional<Manifest> expected);
}
