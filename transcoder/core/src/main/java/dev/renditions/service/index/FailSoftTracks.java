package dev.renditions.service.index;

import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.TrackLocations;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Locations of tracks in the index; see {@link FailSoftIndex}. */
public final class FailSoftTracks {
    private final TrackLocations tracks;
    private final OutageGuard guard;
    private final TtlJitter jitter;

    FailSoftTracks(TrackLocations tracks, OutageGuard guard, TtlJitter jitter) {
        this.tracks = tracks;
        this.guard = guard;
        this.jitter = jitter;
    }

    /** The recorded locations of several tracks; an empty map if the index does not answer for any of them. */
    public Map<TrackId, TrackLocation> findAll(Set<TrackId> ids) {
        return guard.ask(() -> tracks.findAll(ids), Map.<TrackId, TrackLocation>of())
                .value();
    }

    public void record(TrackId id, TrackLocation location, Duration ttl) {
        guard.write(() -> tracks.record(id, location, jitter.shorten(ttl)));
    }

    public void evict(TrackId id) {
        guard.write(() -> tracks.evict(id));
    }
}
