package dev.renditions.index.memcached;

import dev.renditions.index.TimeToLive;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.TrackLocations;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.codec.TrackCodec;
import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

record MemcachedTracks(SealedValues values, CallDeadlines deadlines, Clock clock) implements TrackLocations {
    @Override
    public Map<TrackId, TrackLocation> findAll(Set<TrackId> tracks) {
        List<String> keys = tracks.stream().map(IndexKeys::track).toList();
        Map<String, byte[]> payloads = values.payloads(keys, deadlines.begin());
        Map<TrackId, TrackLocation> found = new HashMap<>();
        tracks.forEach(track -> Optional.ofNullable(payloads.get(IndexKeys.track(track)))
                .flatMap(payload -> TrackCodec.decode(track, payload))
                .ifPresent(location -> found.put(track, location)));
        return found;
    }

    @Override
    public void record(TrackId track, TrackLocation location, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = deadlines.begin();
        values.set(IndexKeys.track(track), expiration(life), TrackCodec.encode(track, location), deadline);
    }

    @Override
    public boolean recordIfAbsent(TrackId track, TrackLocation location, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = deadlines.beginPatiently();
        return values.addReadable(
                IndexKeys.track(track),
                expiration(life),
                TrackCodec.encode(track, location),
                payload -> TrackCodec.decode(track, payload).isPresent(),
                deadline);
    }

    @Override
    public boolean evict(TrackId track) {
        return values.delete(IndexKeys.track(track), deadlines.beginPatiently());
    }

    private int expiration(TimeToLive ttl) {
        return Expiration.of(ttl, clock.instant());
    }
}
