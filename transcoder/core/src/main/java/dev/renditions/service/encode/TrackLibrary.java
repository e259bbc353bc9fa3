package dev.renditions.service.encode;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.StoredTrack;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.service.index.FailSoftTracks;
import dev.renditions.service.request.RenditionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** The most contents whose renditions are listed in one search. */
    private static final int MAX_CONTENTS = 4;

    private final ObjectStore store;
    private final FailSoftTracks index;
    private final UnlistedTracks unlisted;

    TrackLibrary(ObjectStore store, FailSoftTracks index, UnlistedTracks unlisted) {
        this.store = store;
        this.index = index;
        this.unlisted = unlisted;
    }

    /** Where tracks that the index does not know are searched. */
    enum Search {
        /** In the index alone. */
        INDEX,
        /** In the store too, which costs one request for each track. */
        INDEX_AND_STORE,
        /**
         * If a hint or a pointer leads nowhere, in all renditions of the content that it names, too. This costs a listing, and a
         * request for each rendition.
         */
        ALL_RENDITIONS
    }

    /** The tracks of these recipes that exist, in renditions of earlier versions too. */
    TrackPlan plan(RenditionRequest request, Map<TrackRecipe, TrackId> ids) {
        return unlisted.completed(request, new TrackPlan(ids, find(Set.copyOf(ids.values()), Search.ALL_RENDITIONS)));
    }

    /** The tracks that exist. */
    Map<TrackId, StoredTrack> find(Set<TrackId> ids, Search depth) {
        TrackSearch search = new TrackSearch(store);
        Map<TrackId, TrackLocation> hints = index.findAll(ids);
        Map<TrackId, StoredTrack> found = search.confirmed(hints);
        if (depth == Search.INDEX) {
            return found;
        }
        Map<TrackId, TrackLocation> pointers = search.pointers(without(ids, found));
        found.putAll(recorded(search.confirmed(pointers)));
        Set<TrackId> outdated = without(hints.keySet(), found);
        outdated.forEach(index::evict);
        if (depth == Search.ALL_RENDITIONS) {
            Set<ContentHash> contents = Stream.of(hints, pointers)
                    .flatMap(locations ->
                            without(locations.keySet(), found).stream().map(locations::get))
                    .map(location -> location.rendition().content())
                    .distinct()
                    .limit(MAX_CONTENTS)
                    .collect(Collectors.toSet());
            for (ContentHash content : contents) {
                found.putAll(recorded(search.among(content, without(ids, found))));
            }
        }
        return found;
    }

    private static Set<TrackId> without(Set<TrackId> ids, Map<TrackId, StoredTrack> found) {
        return ids.stream().filter(id -> !found.containsKey(id)).collect(Collectors.toSet());
    }

    private Map<TrackId, StoredTrack> recorded(Map<TrackId, StoredTrack> found) {
        found.forEach((id, track) -> index.record(id, locationOf(track), TTL));
        return found;
    }

    private static TrackLocation locationOf(StoredTrack track) {
        return track.rendition().manifest().locationOf(track.track());
    }

    /**
     * Whether the file of a track exists.
     *
     * @throws StoreException if the store does not answer
     */
    boolean holds(StoredTrack track) {
        RenditionKey key = track.rendition().manifest().key();
        RenditionLocation location = track.rendition().location();
        return store.holds(key, location) || store.isExpiring(key, location);
    }

    /**
     * Copies the file of a track.
     *
     * @param target a new file
     * @param limit how long it may take
     * @return whether it was copied; if not, the file is lost or damaged, and the track counts as absent
     */
    boolean fetch(StoredTrack track, Path target, Duration limit) {
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
     * Records the tracks of a published rendition in store and index. Of the renditions of one content, the newest is
     * recorded, since it is the last one that a lifecycle rule deletes. The rendition of another content is never replaced
     * while it has the track: what is known about one upload must not change what others receive.
     *
     * @param known where tracks were found before
     * @param unusable files that have turned out not to have their tracks
     */
    void record(StoredRendition rendition, Map<TrackId, StoredTrack> known, Set<TrackLocation> unusable) {
        Map<TrackId, TrackLocation> recorded = new ConcurrentHashMap<>();
        TrackSearch.sideBySide(rendition.manifest().tracks(), track -> {
            TrackLocation here = rendition.manifest().locationOf(track);
            TrackLocation wanted = Optional.ofNullable(known.get(track.id()))
                    .map(TrackLibrary::locationOf)
                    .filter(there -> !isOfOneContent(here, there))
                    .orElse(here);
            recorded.put(track.id(), pointed(track.id(), wanted, unusable));
        });
        recorded.forEach((id, location) -> index.record(id, location, TTL));
    }

    /** Where the pointer of a track leads after it was written, if that was necessary. */
    private TrackLocation pointed(TrackId id, TrackLocation wanted, Set<TrackLocation> unusable) {
        try {
            Optional<TrackLocation> there = store.findTrack(id);
            if (there.filter(wanted::equals).isPresent()) {
                return wanted;
            }
            Optional<TrackLocation> ofAnother = there.filter(location -> !isOfOneContent(wanted, location))
                    .filter(location -> !unusable.contains(location))
                    .filter(location -> store.confirm(id, location).isPresent());
            if (ofAnother.isPresent()) {
                return ofAnother.get();
            }
            store.pointTo(id, wanted);
        } catch (StoreException e) {
            LOG.warn("without the index, {} would not be found again: {}", id, e.getMessage());
        }
        return wanted;
    }

    private static boolean isOfOneContent(TrackLocation one, TrackLocation other) {
        return one.rendition().content().equals(other.rendition().content());
    }
}
