package dev.renditions.service.encode;

import dev.renditions.api.RequestLimits;
import dev.renditions.api.Timing;
import dev.renditions.index.LeaseKey;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.service.request.RenditionRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the leases of segments, each by itself. Thread-safe. */
final class SegmentLeases implements AutoCloseable {
    private final RenditionLeases leases;
    private final RequestLimits limits;
    private final Timing timing;
    private final RenewalThreads timers = RenewalThreads.start();

    SegmentLeases(RenditionLeases leases, RequestLimits limits, Timing timing) {
        this.leases = leases;
        this.limits = limits;
        this.timing = timing;
    }

    /** Takes the leases of a segment of some tracks: all that no other worker has. Does not wait. */
    Held tryTake(RenditionRequest request, List<SegmentedTrack> tracks, TrackSegment segment) {
        Held held = new Held();
        boolean complete = false;
        try {
            for (SegmentedTrack track : tracks) {
                take(request, track, track.id(segment), held);
            }
            complete = true;
            return held;
        } finally {
            if (!complete) {
                held.close();
            }
        }
    }

    private void take(RenditionRequest request, SegmentedTrack track, LeaseKey key, Held held) {
        Duration ttl = ttl(request);
        if (leases.tryTake(key, ttl) instanceof RenditionLeases.Taken taken) {
            held.renewers.put(track, LeaseRenewer.start(leases, key, taken.holding(), ttl, () -> ttl(request), timers));
        }
    }

    private Duration ttl(RenditionRequest request) {
        return request.within(limits, timing.clock()).lease();
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        timers.close();
    }

    /** The leases of one segment; closing ends them. Not thread-safe. */
    final class Held implements AutoCloseable {
        private final Map<SegmentedTrack, LeaseRenewer> renewers = new LinkedHashMap<>();

        /** The tracks whose segment this worker has leased. */
        List<SegmentedTrack> tracks() {
            return List.copyOf(renewers.keySet());
        }

        @Override
        public void close() {
            renewers.values().forEach(renewer -> leases.release(renewer.stop()));
            renewers.clear();
        }
    }
}
