package dev.renditions.service.encode;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.StoredTrack;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.support.ParallelWalk;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One search for tracks in a store. It reads each manifest once, and several at the same time. What the store does not
 * answer counts as absent. Not thread-safe.
 */
final class TrackSearch {
    private static final Logger LOG = LoggerFactory.getLogger(TrackSearch.class);

    /** How many requests are sent at the same time. */
    private static final int THREADS = 8;

    /** The most manifests of one content that are read. A content has about one rendition for each profile of the catalog. */
    private static final int MAX_RENDITIONS = 64;

    private final ObjectStore store;
    private final Map<RenditionKey, Optional<StoredRendition>> manifests = new ConcurrentHashMap<>();

    TrackSearch(ObjectStore store) {
        this.store = store;
    }

    /** Those of these tracks that the manifests at their locations list. */
    Map<TrackId, StoredTrack> confirmed(Map<TrackId, TrackLocation> locations) {
        read(locations.values().stream().map(TrackLocation::rendition).collect(Collectors.toSet()));
        Map<TrackId, StoredTrack> found = new HashMap<>();
        locations.forEach((id, location) -> manifest(location.rendition())
                .flatMap(stored -> stored.track(id, location.file()))
                .ifPresent(track -> found.put(id, track)));
        return found;
    }

    /** What the pointers of tracks say. */
    Map<TrackId, TrackLocation> pointers(Set<TrackId> ids) {
        Map<TrackId, TrackLocation> pointers = new ConcurrentHashMap<>();
        sideBySide(
                ids,
                id -> answered("the pointer of " + id, () -> store.findTrack(id))
                        .ifPresent(location -> pointers.put(id, location)));
        return pointers;
    }

    /** Those of these tracks that any rendition of a content has, in the newest that has them. */
    Map<TrackId, StoredTrack> among(ContentHash content, Set<TrackId> ids) {
        List<RenditionKey> keys = renditions(content);
        read(keys);
        Map<TrackId, StoredTrack> found = new HashMap<>();
        keys.stream()
                .flatMap(key -> manifest(key).stream())
                .sorted(Comparator.comparing(stored -> stored.manifest().createdAt()))
                .forEach(stored -> stored.manifest().tracks().stream()
                        .filter(track -> ids.contains(track.id()))
                        .forEach(track -> put(found, stored, track)));
        return found;
    }

    private static void put(Map<TrackId, StoredTrack> found, StoredRendition stored, RenditionTrack track) {
        stored.track(track.id(), track.file()).ifPresent(there -> found.put(track.id(), there));
    }

    private List<RenditionKey> renditions(ContentHash content) {
        try (Stream<RenditionKey> keys = store.keys(content)) {
            return keys.limit(MAX_RENDITIONS).toList();
        } catch (StoreException e) {
            warn("the renditions of " + content, e);
            return List.of();
        }
    }

    /** Reads manifests in advance. */
    void read(Collection<RenditionKey> keys) {
        sideBySide(keys, this::manifest);
    }

    /** The rendition with this key; absent also if a newer version has published it. */
    Optional<StoredRendition> manifest(RenditionKey key) {
        return manifests.computeIfAbsent(key, unread -> answered("the manifest of " + key, () -> store.find(key)));
    }

    private static <T> Optional<T> answered(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.NEWER_MANIFEST) {
                warn(what, e);
            }
            return Optional.empty();
        }
    }

    private static void warn(String what, StoreException e) {
        LOG.warn("{} counts as absent, so tracks may be encoded again: {}", what, e.getMessage());
    }

    /** Does something for each element, for several at the same time. */
    static <T> void sideBySide(Collection<T> elements, Consumer<T> action) {
        if (elements.size() < 2) {
            elements.forEach(action);
        } else {
            int threads = Math.min(THREADS, elements.size());
            ParallelWalk.each(elements.stream(), threads, () -> true, action, "the search for tracks");
        }
    }

    /** A request to the store. */
    @FunctionalInterface
    private interface Question<T> {
        Optional<T> ask();
    }
}
