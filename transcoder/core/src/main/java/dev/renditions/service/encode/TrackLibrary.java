package dev.renditions.service.encode;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.service.index.FailSoftTracks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracks that the store has: finds, fetches and records them. Tracks only save work, so a store that can't be asked for them
 * has none: the tracks are encoded. Thread-safe.
 */
final class TrackLibrary {
    /** How long the index remembers where a track is. A location that is outdated is not confirmed by the store. */
    private static final Duration TTL = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(TrackLibrary.class);

    private final ObjectStore store;
    private final FailSoftTracks index;

    TrackLibrary(ObjectStore store, FailSoftTracks index) {
        this.store = store;
        this.index = index;
    }

    /** Where tracks that the index does not know are searched. */
    enum Search {
        /** In the index alone. */
        INDEX,
        /** In the store too, which costs one request for each track. */
        INDEX_AND_STORE
    }

    /** The tracks that exist. */
    Map<TrackId, ObjectStore.StoredTrack> find(Set<TrackId> ids, Search search) {
        Map<TrackId, TrackLocation> hints = index.findAll(ids);
        Map<TrackId, ObjectStore.StoredTrack> found = new HashMap<>();
        for (TrackId id : ids) {
            try {
                find(id, Optional.ofNullable(hints.get(id)), search).ifPresent(track -> found.put(id, track));
            } catch (StoreException e) {
                LOG.warn("{} counts as absent, and may be encoded again: {}", id, e.getMessage());
            }
        }
        return found;
    }

    private Optional<ObjectStore.StoredTrack> find(TrackId id, Optional<TrackLocation> hint, Search search) {
        Optional<ObjectStore.StoredTrack> known = hint.flatMap(location -> store.confirm(id, location));
        if (known.isPresent() || search == Search.INDEX) {
            return known;
        }
        Optional<TrackLocation> pointer = store.findTrack(id);
        Optional<ObjectStore.StoredTrack> stored =
                pointer.filter(location -> !pointer.equals(hint)).flatMap(location -> store.confirm(id, location));
        if (stored.isPresent()) {
            index.record(id, pointer.orElseThrow(), TTL);
        } else if (hint.isPresent()) {
            index.evict(id);
        }
        return stored;
    }

    /**
     * Copies the file of a track.
     *
     * @param target a new file
     * @param limit how long it may take
     * @return whether it was copied; if not, the file is lost or damaged, and the track counts as absent
     */
    boolean fetch(ObjectStore.StoredTrack track, Path target, Duration limit) {
        try {
            store.fetch(track.rendition(), track.file(), target, limit);
            return true;
        } catch (StoreException e) {
            LOG.warn("{} is encoded again: {}", track.track().id(), e.getMessage());
            index.evict(track.track().id());
            return false;
        }
    }

    /** The index forgets a track whose file can't be used. */
    void reject(TrackId id, TrackLocation location, RuntimeException reason) {
        LOG.warn("{} can't be used from {}, and is encoded again: {}", id, location, reason.getMessage());
        index.evict(id);
    }

    /**
     * Records the tracks of a published rendition in store and index. Of the renditions of one content, the newest is recorded, since
     * it is the last one that a lifecycle rule deletes. The rendition of another content is never replaced: what is known about one
     * upload must not change what others receive.
     *
     * @param known where tracks were found before
     */
    void record(StoredRendition rendition, Map<TrackId, ObjectStore.StoredTrack> known) {
        RenditionKey key = rendition.manifest().key();
        for (RenditionTrack track : rendition.manifest().tracks()) {
            boolean ofAnother = Optional.ofNullable(known.get(track.id()))
                    .filter(found ->
                            !found.rendition().manifest().key().content().equals(key.content()))
                    .isPresent();
            if (!ofAnother) {
                record(track.id(), new TrackLocation(key, track.file()));
            }
        }
    }

    private void record(TrackId id, TrackLocation location) {
        try {
            store.pointTo(id, location);
        } catch (StoreException e) {
            LOG.warn("without the index, {} would not be found again: {}", id, e.getMessage());
        }
        index.record(id, location, TTL);
    }
}
