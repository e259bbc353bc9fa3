package dev.renditions.index.memory;

import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.TrackLocations;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

record MemoryTracks(TimedCache<TrackId, TrackLocation> entries) implements TrackLocations {
    @Override
    public Map<TrackId, TrackLocation> findAll(Set<TrackId> tracks) {
        Map<TrackId, TrackLocation> found = new HashMap<>();
        entries.checkOpen();
        tracks.forEach(track -> entries.find(track).ifPresent(location -> found.put(track, location)));
        return found;
    }

    @Override
    public void record(TrackId track, TrackLocation location, Duration ttl) {
        entries.put(track, location, ttl);
    }

    @Override
    public boolean recordIfAbsent(TrackId track, TrackLocation location, Duration ttl) {
        return entries.putIfAbsent(track, entries.timed(location, ttl));
    }

    @Override
    public boolean evict(TrackId track) {
        return entries.remove(track);
    }
}
