package dev.renditions.service;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.TrackLocations;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Records a track of a rendition in an index, and writes its pointer in the store if none leads to the track. Thread-safe. */
final class TrackRebuild {
    private final ObjectStore store;
    private final TrackLocations index;

    TrackRebuild(ObjectStore store, TrackLocations index) {
        this.store = store;
        this.index = index;
    }

    /**
     * Records one track. An entry or a pointer that leads to another rendition with the same track stays; one that leads
     * nowhere is replaced.
     *
     * @throws IndexUnavailableException if the index does not answer; then no pointer is written
     */
    TrackCounts record(Manifest manifest, RenditionTrack track, Duration ttl) {
        TrackLocation here = manifest.locationOf(track);
        boolean recorded = index.recordIfAbsent(track.id(), here, ttl) || replaced(track.id(), here, ttl);
        return new TrackCounts(recorded ? 1 : 0, recorded ? 0 : 1, 0, 0, 0).plus(point(track.id(), here));
    }

    /** Replaces an entry that leads nowhere. */
    private boolean replaced(TrackId id, TrackLocation here, Duration ttl) {
        Optional<TrackLocation> there =
                Optional.ofNullable(index.findAll(Set.of(id)).get(id));
        try {
            if (there.isEmpty() || leads(id, there.get(), here)) {
                return false;
            }
        } catch (StoreException e) {
            return false;
        }
        index.record(id, here, ttl);
        return true;
    }

    private TrackCounts point(TrackId id, TrackLocation here) {
        try {
            if (store.findTrack(id).filter(there -> leads(id, there, here)).isPresent()) {
                return TrackCounts.NONE;
            }
            store.pointTo(id, here);
            return new TrackCounts(0, 0, 0, 1, 0);
        } catch (StoreException e) {
            // The index has the track all the same. A store that does not answer at all ends the rebuild elsewhere.
            return new TrackCounts(0, 0, 0, 0, 1);
        }
    }

    private boolean leads(TrackId id, TrackLocation there, TrackLocation here) {
        return there.equals(here) || store.confirm(id, there).isPresent();
    }
}
