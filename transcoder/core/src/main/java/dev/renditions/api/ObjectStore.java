package dev.renditions.api;

import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps renditions. What it holds is the truth; the index only remembers it.
 *
 * <p>A rendition's files lie under {@code <first two hex digits>/<content hash>/<profile>-<fingerprint>/}. The manifest
 * {@code rendition.json} is written last and only if there is none: it is the commit of the whole. Its files lie beside it
 * in a folder named after the digest of their contents, so two encoders of one rendition never write over each other.
 *
 * <p>All methods may be called from many threads and processes at once. Absence is what the store itself says; an outage, a
 * throttle or a refusal is a {@link StoreException}, never absence.
 */
public interface ObjectStore extends AutoCloseable {
    /** The name of the file that commits a rendition. */
    String MANIFEST = "rendition.json";

    /** The most bytes of a file that is read whole: playlists of two days, with each key frame on lines of its own, take five. */
    int MAX_READ_BYTES = 16 << 20;

    /**
     * The rendition as its manifest says. A damaged manifest is logged and counts as absence: {@link #publish} replaces it.
     *
     * @throws StoreException if the store does not answer, or a newer version of this program wrote the manifest
     */
    Optional<StoredRendition> find(RenditionKey key);

    /**
     * The same, with a damaged manifest as an error: for callers that report it.
     *
     * @throws StoreException if the store does not answer, or the manifest can't be read
     */
    default Optional<StoredRendition> examine(RenditionKey key) {
        return find(key);
    }

    /**
     * Whether a location is one where the files of this rendition lie, and all of them are there, with their sizes. One
     * request for a single file, one listing for several. A location that somebody else wrote into the index, of another
     * rendition or another store, is not held.
     *
     * @throws StoreException if the store does not answer
     */
    boolean holds(RenditionKey key, RenditionLocation location);

    /**
     * Whether a rendition that {@link #holds} denies is whole, and only counts as gone because a rule of the store will delete
     * it soon. For logs; costs what {@code holds} does.
     *
     * @throws StoreException if the store does not answer
     */
    default boolean isExpiring(RenditionKey key, RenditionLocation location) {
        return false;
    }

    /**
     * The bytes of one file of a rendition that this store found. For short ones, such as playlists: all of it is held in
     * memory.
     *
     * @throws StoreException if it is longer than {@value #MAX_READ_BYTES} bytes, or not there as the manifest says, or the store
     *     does not answer
     */
    byte[] read(StoredRendition rendition, RenditionFile file);

    /**
     * Publishes a rendition whole, or adopts the one that another worker has published meanwhile. One that has lost a file,
     * or whose manifest is damaged, is replaced.
     *
     * @param manifest what it is
     * @param folder where its files are, under the names in the manifest
     * @return what the store holds afterwards
     * @throws StoreException if the store does not take it, or a newer version of this program has published it; nothing
     *     is published then
     */
    Publication publish(Manifest manifest, Path folder);

    /**
     * Every rendition that has a manifest, whole or not, in no order. Read piece by piece, however many there are: close it.
     * Renditions that come or go meanwhile may be in it or not.
     *
     * @throws StoreException here or while it is read, if the store does not answer
     */
    Stream<RenditionKey> keys();

    /** Where the manifest of a rendition is, or would be. Asks nothing of the store. */
    URI locate(RenditionKey key);

    /** Lets go of connections. May be called twice. */
    @Override
    void close();

    /**
     * How publishing ended.
     *
     * @param rendition what the store holds
     * @param ours whether it is what we gave; {@code false} if another worker was first
     * @param repaired whether it was there before, without all of its files, and has them again from what we gave
     */
    record Publication(StoredRendition rendition, boolean ours, boolean repaired) {}
}
