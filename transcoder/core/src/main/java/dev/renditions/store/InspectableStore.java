package dev.renditions.store;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store that can be inspected file by file, and from which broken renditions can be removed. For operators; requests for
 * renditions don't need it. Safe for use by many threads and processes at once.
 */
public interface InspectableStore extends ObjectStore {
    /**
     * The folder of every rendition, with or without a manifest, in no particular order. The stream is lazy; close it. Other
     * files of the store are skipped. Renditions that are published or removed meanwhile may be in it, completely or partly,
     * or not.
     *
     * @throws StoreException here or while it is read, if the store does not answer
     */
    Stream<RenditionFolder> folders();

    /**
     * The folder of one rendition as it is now; without files if it does not exist.
     *
     * @throws StoreException if the store does not answer
     */
    RenditionFolder folder(RenditionKey key);

    /**
     * The hash of all bytes of a file: computed by the store when it received them, or else computed now.
     *
     * @return empty if the file does not exist
     * @throws StoreException if the store does not answer
     */
    Optional<ContentHash> hash(StoredRendition rendition, RenditionFile file);

    /**
     * Removes a rendition: its manifest first, so that it is a miss at once, and then the files that the manifest names.
     * Does nothing if another worker has replaced the manifest meanwhile.
     *
     * @param expected its manifest; empty for a damaged one, whose files are kept, because it does not name them
     * @return whether the manifest was removed
     * @throws StoreException if the store does not answer
     */
    boolean remove(RenditionKey key, Optional<Manifest> expected);

    /**
     * Removes the pointer of a track, if it still says this.
     *
     * @param expected what it says; empty if it can't be read
     * @return whether it was removed
     * @throws StoreException if the store does not answer
     */
    boolean removePointer(TrackId id, Optional<TrackLocation> expected);
}
