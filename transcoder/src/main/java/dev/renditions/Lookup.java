package dev.renditions;

import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.util.Optional;

/**
 * Finds a rendition that exists: what the index remembers, if the store still holds it; else what the store holds, which the
 * index is told. An outage of the store is never taken for absence.
 */
final class Lookup {
    private final TolerantIndex index;
    private final ObjectStore store;

    Lookup(TolerantIndex index, ObjectStore store) {
        this.index = index;
        this.store = store;
    }

    /** The rendition, or empty if it must be made. */
    Optional<Answer> find(RenditionKey key, Profile profile) {
        Optional<RenditionLocation> remembered = index.find(key);
        if (remembered.isPresent()) {
            if (store.holds(key, remembered.get())) {
                return Optional.of(Answer.found(Outcome.HIT, remembered.get()));
            }
            // It was deleted from the store, or the entry is no one's of ours: wrong for as long as it would live.
            index.evict(key);
        }
        Optional<StoredRendition> stored = store.find(key).filter(s -> store.holds(key, s.location()));
        stored.ifPresent(s -> index.record(key, s.location(), profile.ttl()));
        return stored.map(s -> Answer.found(Outcome.STORED, s.location()));
    }
}
