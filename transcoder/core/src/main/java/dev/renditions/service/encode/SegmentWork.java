package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.StoreException;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.api.segment.SegmentCount;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import dev.renditions.support.WorkSpeed;
import dev.renditions.workspace.DiskReservations;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one request does for tracks that are cut at the same times: it encodes segments, one after the other. For one thread. */
final class SegmentWork {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWork.class);

    private static final Duration FIRST_POLL = Duration.ofSeconds(1);
    private static final Duration LAST_POLL = Duration.ofSeconds(5);

    /** How often in a row the store may fail before the film fails. With the longest pauses that is about a minute. */
    private static final int FAILURES = 12;

    private final RenditionRequest request;
    private final ContentHash content;
    private final List<SegmentedTrack> tracks;
    private final Tools tools;
    private final Map<TrackId, Duration> spent = new HashMap<>();
    private final Map<TrackId, Integer> encoded = new HashMap<>();
    private final Set<TrackId> published = new HashSet<>();
    private final Set<TrackId> unusable = new HashSet<>();
    private final WorkSpeed workSpeed;
    private Set<SegmentId> missing = Set.of();
    private boolean lookedUp;

    /**
     * What it is done with.
     *
     * @param moves when the number of segments of a content last grew, as far as this process has seen
     */
    record Tools(
            SegmentStore store,
            TrackLibrary library,
            Transcoder transcoder,
            SegmentLeases leases,
            RequestLimits limits,
            Timing timing,
            Map<ContentHash, Instant> moves) {
        Clock clock() {
            return timing.clock();
        }
    }

    /**
     * Begins without a look-up.
     *
     * @param content the content that the tracks were planned for
     */
    SegmentWork(RenditionRequest request, ContentHash content, List<SegmentedTrack> tracks, Tools tools) {
        this.request = request;
        this.content = content;
        this.tracks = tracks;
        this.tools = tools;
        this.workSpeed = new WorkSpeed(tools.clock());
    }

    List<SegmentedTrack> tracks() {
        return tracks;
    }

    /** Looks up which segments are missing: none of a track that was published, whose segments may be deleted by now. */
    Set<SegmentId> lookUp() {
        double before = done();
        missing = missing(tracks, Search.INDEX);
        if (lookedUp && done() > before) {
            tools.moves().put(content, tools.clock().instant());
        }
        lookedUp = true;
        return missing;
    }

    /** Whether there was a look-up, so that {@link #done()} is known. */
    boolean isLookedUp() {
        return lookedUp;
    }

    private Set<SegmentId> missing(List<SegmentedTrack> some, Search search) {
        Set<SegmentId> absent = new HashSet<>();
        for (SegmentedTrack track : some) {
            Set<SegmentId> segments = new HashSet<>(track.segments());
            segments.removeAll(tools.store().find(track.id()));
            if (!segments.isEmpty() && !isPublished(track, search)) {
                absent.addAll(segments);
            }
        }
        return absent;
    }

    /** Whether a rendition has the track. */
    boolean isPublished(SegmentedTrack track, Search search) {
        if (!published.contains(track.id())
                && !unusable.contains(track.id())
                && !tools.library().find(Set.of(track.id()), search).isEmpty()) {
            published.add(track.id());
        }
        return published.contains(track.id());
    }

    /** The file of a published track can't be used, so its segments are made. */
    void rejectPublished(SegmentedTrack track) {
        published.remove(track.id());
        unusable.add(track.id());
    }

    /** The share of all segments that exist, by the last look-up. */
    double done() {
        return 1 - (double) missing.size() / all();
    }

    private int all() {
        return tracks.stream().mapToInt(track -> track.cut().segments().size()).sum();
    }

    /** The progress when a share of the segments is done, with the speed of all workers. */
    private EncodeProgress step(double share) {
        workSpeed.report(share);
        SegmentCount count = new SegmentCount(all() - missing.size(), all());
        Optional<Double> speed = request.media().duration().flatMap(workSpeed::speed);
        return new EncodeProgress(share, speed, workSpeed.left(), Optional.of(count));
    }

    /**
     * Encodes segments until none is missing.
     *
     * @param limit returns how long the encode of a segment may take
     * @throws BusyException if another worker does not finish a segment
     */
    void complete(Supplier<Duration> limit, Transcoder.Progress progress) {
        Timing timing = tools.timing();
        RequestLimits limits = tools.limits();
        Instant moved = timing.clock().instant();
        Duration poll = FIRST_POLL;
        double before = -1;
        int failures = 0;
        while (true) {
            try {
                boolean complete = lookUp().isEmpty();
                if (done() > before) {
                    before = done();
                    moved = timing.clock().instant();
                    progress.at(step(before));
                }
                if (complete) {
                    return;
                }
                boolean encoded = encodeNext(limit, progress);
                failures = 0;
                if (encoded) {
                    poll = FIRST_POLL;
                    continue;
                }
            } catch (StoreException e) {
                failures++;
                if (!e.isTransient() || failures > FAILURES) {
                    throw e;
                }
                LOG.warn("segments of {} have to wait: {}", request.source().name(), e.getMessage());
            }
            Duration patience = request.within(limits, timing.clock()).patience();
            if (WallClock.since(moved, timing.clock()).compareTo(patience) >= 0) {
                throw new BusyException(
                        "another worker does not finish a segment of "
                                + request.source().name() + "; try again in "
                                + limits.lease().toSeconds() + " s",
                        limits.lease());
            }
            TrackWait.pause(timing, Follower.jittered(poll, timing.random()), "segments");
            poll = poll.compareTo(LAST_POLL) < 0 ? poll.multipliedBy(2) : LAST_POLL;
        }
    }

    /**
     * Encodes and publishes the first missing segment that no other worker encodes at the moment, by the last look-up.
     *
     * @param limit returns how long it may take
     * @return whether there was one
     * @throws dev.renditions.api.MediaException if it can't be encoded
     * @throws dev.renditions.api.StoreException if it can't be published
     */
    boolean encodeNext(Supplier<Duration> limit, Transcoder.Progress progress) {
        for (TrackSegment segment : tracks.get(0).cut().segments()) {
            List<SegmentedTrack> lacking = tracks.stream()
                    .filter(track -> missing.contains(track.id(segment)))
                    .toList();
            if (lacking.isEmpty()) {
                continue;
            }
            try (SegmentLeases.Held held = tools.leases().tryTake(request, lacking, segment)) {
                if (held.tracks().isEmpty()) {
                    continue;
                }
                // Another worker may have published it between the look-up and the lease.
                Set<SegmentId> still = missing(held.tracks(), Search.INDEX_AND_STORE);
                List<SegmentedTrack> ours = held.tracks().stream()
                        .filter(track -> still.contains(track.id(segment)))
                        .toList();
                if (!ours.isEmpty()) {
                    encode(ours, segment, limit.get(), progress);
                }
                return true;
            }
        }
        return false;
    }

    private void encode(List<SegmentedTrack> ours, TrackSegment segment, Duration limit, Transcoder.Progress progress) {
        Instant begin = tools.clock().instant();
        long bytes = ours.stream().mapToLong(track -> track.bytes(segment)).sum();
        try (Workspace.Folder folder = request.folderForSegments();
                DiskReservations.Reservation reserved = request.freeSpace()
                        .reserve(bytes, "segments of " + request.source().name())) {
            reserved.into(List.of(folder.path()));
            List<Transcoder.SegmentPart> parts = new ArrayList<>();
            for (SegmentedTrack track : ours) {
                // Each has a watermark of its own.
                Path file = folder.open("part-" + parts.size()).path().resolve("segment");
                parts.add(new Transcoder.SegmentPart(track.recipe(), track.cut(), segment, file));
            }
            double share = (double) ours.size() / Math.max(1, missing.size()) * (1 - done());
            Transcoder.Input input = Transcoder.Input.strict(request.file(content), request.media());
            tools.transcoder()
                    .encodeSegments(input, parts, limit, run -> progress.at(step(done() + share * run.fraction())));
            request.requireUnchanged();
            for (int i = 0; i < parts.size(); i++) {
                publish(ours.get(i), segment, parts.get(i).file());
            }
        }
        Duration each = WallClock.since(begin, tools.clock()).dividedBy(ours.size());
        for (SegmentedTrack track : ours) {
            spent.merge(track.id(), each, Duration::plus);
            encoded.merge(track.id(), 1, Integer::sum);
        }
    }

    private void publish(SegmentedTrack track, TrackSegment segment, Path file) {
        long bytes;
        try {
            bytes = Files.size(file);
        } catch (IOException e) {
            throw new MediaException(MediaException.Kind.ENGINE, "a segment can't be read back: " + e.getMessage(), e);
        }
        if (bytes > SegmentStore.MOST_BYTES) {
            throw new MediaException(MediaException.Kind.LIMIT, "a segment has " + bytes + " bytes");
        }
        tools.store().publish(track.id(segment), file);
        if (isPublished(track, Search.INDEX)) {
            // Its segments were deleted before this one came.
            tools.store().delete(track.id());
        }
    }

    /** How long this request has encoded segments of a track. */
    Duration spent(SegmentedTrack track) {
        return spent.getOrDefault(track.id(), Duration.ZERO);
    }

    /** How long the encode of all segments of a track took, estimated from those that were encoded here; empty if none was. */
    Optional<Duration> encodeTime(SegmentedTrack track) {
        return Optional.ofNullable(encoded.get(track.id()))
                .map(count ->
                        spent(track).multipliedBy(track.cut().segments().size()).dividedBy(count));
    }
}
