package dev.renditions.api;

import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stores renditions. The store decides which renditions exist; the index only caches what it holds.
 *
 * <p>A rendition's files lie under {@code <first two hex digits>/<content hash>/<profile>-<fingerprint>/}. The manifest
 * {@code rendition.json} is written last and only if none exists: it commits the whole rendition. The files lie beside it
 * in a folder named after the digest of their contents, so two encoders of one rendition never overwrite each other's.
 *
 * <p>An encoded track lies in a file of a rendition, and is listed in its manifest. A pointer under {@code tracks/} says which
 * rendition that is, so that the track is found without the index and from any source that has the same stream. A pointer is
 * a hint: it may be absent, outdated or wrong, and {@link #confirm} decides. It keeps no rendition alive.
 *
 * <p>All methods may be called from many threads and processes at once. A rendition is absent only if the store reports so;
 * an outage, a throttle or a refusal is a {@link StoreException}.
 */
public interface ObjectStore extends AutoCloseable {
    /** The name of the file that commits a rendition. */
    String MANIFEST = "rendition.json";

    /** The largest file that is read into memory. Playlists of two days that list each key frame take about 5 MiB. */
    int MAX_READ_BYTES = 16 << 20;

    /**
     * The rendition that a manifest describes; empty if none exists. A damaged manifest is logged and counts as absent:
     * {@link #publish} replaces it.
     *
     * @throws StoreException if the store does not answer, or a newer version of this program wrote the manifest
     */
    Optional<StoredRendition> find(RenditionKey key);

    /**
     * The same, but a damaged manifest is an error: for callers that report it.
     *
     * @throws StoreException if the store does not answer, or the manifest can't be read
     */
    default Optional<StoredRendition> examine(RenditionKey key) {
        return find(key);
    }

    /**
     * Whether a location belongs to this rendition, and all files exist there with their sizes. Costs one request for a
     * single file, and one listing for several. False for the location of another rendition or another store, which an
     * attacker may have written into the index.
     *
     * @throws StoreException if the store does not answer
     */
    boolean holds(RenditionKey key, RenditionLocation location);

    /**
     * Whether a rendition that {@link #holds} denies is complete, and only counts as absent because a lifecycle rule of the
     * store will delete it soon. For logs; costs what {@code holds} does.
     *
     * @throws StoreException if the store does not answer
     */
    default boolean isExpiring(RenditionKey key, RenditionLocation location) {
        return false;
    }

    /**
     * The bytes of one file of a rendition that this store found. For short files, such as playlists: the whole file is
     * read into memory.
     *
     * @throws StoreException if it is longer than {@value #MAX_READ_BYTES} bytes, or missing, or not as its manifest
     *     states, or if the store does not answer
     */
    byte[] read(StoredRendition rendition, RenditionFile file);

    /**
     * Publishes a rendition atomically, or adopts the one that another worker has published meanwhile. A published rendition
     * that has lost a file, or whose manifest is damaged, is replaced.
     *
     * @param folder where its files are, under the names in the manifest
     * @return what the store holds afterwards
     * @throws StoreException if the store does not accept it, or a newer version of this program has published it; then
     *     nothing is published
     */
    Publication publish(Manifest manifest, Path folder);

    /**
     * Every rendition that has a manifest, complete or not, in no particular order. The stream is lazy; close it. Renditions
     * that are published or removed meanwhile may or may not be in it.
     *
     * @throws StoreException here or while it is read, if the store does not answer
     */
    Stream<RenditionKey> keys();

    /**
     * Every rendition of one content that has a manifest, complete or not, in no particular order. Costs a listing of this
     * content alone. The stream is lazy; close it.
     *
     * @throws StoreException here or while it is read, if the store does not answer
     */
    Stream<RenditionKey> keys(ContentHash content);

    /**
     * What the pointer of a track says; empty if there is none or it can't be read. Unconfirmed.
     *
     * @throws StoreException if the store does not answer
     */
    Optional<TrackLocation> findTrack(TrackId id);

    /**
     * Writes the pointer of a track atomically, in place of any other. The last writer wins.
     *
     * @throws StoreException if the store does not accept it
     */
    void pointTo(TrackId id, TrackLocation location);

    /**
     * Every track that has a pointer, in no particular order. The stream is lazy; close it.
     *
     * @throws StoreException here or while it is read, if the store does not answer
     */
    Stream<TrackId> trackIds();

    /**
     * The track at a location that an index or a pointer named; empty unless the rendition exists and its manifest lists the
     * track in that file. Whether the file exists is seen when it is fetched.
     *
     * @throws StoreException if the store does not answer
     */
    default Optional<StoredTrack> confirm(TrackId id, TrackLocation location) {
        Optional<StoredRendition> rendition;
        try {
            rendition = find(location.rendition());
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.NEWER_MANIFEST) {
                return Optional.empty();
            }
            throw e;
        }
        return rendition.flatMap(stored -> stored.track(id, location.file()));
    }

    /**
     * Copies a file of a rendition that this store found, and verifies its size and its hash. Never writes more bytes than its
     * manifest states. After an exception the target does not exist.
     *
     * @param target a new file in an existing folder
     * @param limit how long it may take
     * @throws StoreException if the file is missing or not as its manifest states, if it takes too long, if the store does not
     *     answer, or if the target can't be written
     */
    void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit);

    /**
     * The results of content analyses that this store keeps.
     *
     * @return by default a store that keeps none
     */
    default AnalysisStore analyses() {
        return AnalysisStore.NONE;
    }

    /**
     * The segments of tracks that are being encoded.
     *
     * @return by default a store that keeps none
     */
    default SegmentStore segments() {
        return SegmentStore.NONE;
    }

    /** The location of a rendition's manifest, whether or not it exists. Does not access the store. */
    URI locate(RenditionKey key);

    /** Closes all connections. Idempotent. */
    @Override
    void close();

    /**
     * A track whose rendition exists.
     *
     * @param file the file that has it, for {@link #fetch}
     */
    record StoredTrack(StoredRendition rendition, RenditionFile file, RenditionTrack track) {}

    /**
     * The result of a publication.
     *
     * @param rendition what the store holds
     * @param ours whether it is the one that this call published; {@code false} if another worker was first
     * @param repaired whether it had been published before, had lost files, and got them back from this call
     */
    record Publication(StoredRendition rendition, boolean ours, boolean repaired) {}
}
