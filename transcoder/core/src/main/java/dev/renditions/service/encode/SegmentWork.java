package dev.renditions.service.encode;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import dev.renditions.workspace.Workspace;
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

/** What one request does for tracks that are cut at the same times: it encodes segments, one after the other. For one thread. */
final class SegmentWork {
    private final RenditionRequest request;
    private final ContentHash content;
    private final List<SegmentedTrack> tracks;
    private final Tools tools;
    private final Map<TrackId, Duration> spent = new HashMap<>();
    private final Map<TrackId, Integer> encoded = new HashMap<>();
    private Set<SegmentId> missing = Set.of();

    /** What it is done with. */
    record Tools(SegmentStore store, TrackLibrary library, Transcoder transcoder, SegmentLeases leases, Clock clock) {}

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
    }

    List<SegmentedTrack> tracks() {
        return tracks;
    }

    /** Looks up which segments are missing. None of a track that was published meanwhile: its segments may be deleted by now. */
    Set<SegmentId> lookUp() {
        missing = missing(tracks);
        return missing;
    }

    private Set<SegmentId> missing(List<SegmentedTrack> some) {
        Set<SegmentId> absent = new HashSet<>();
        for (SegmentedTrack track : some) {
            Set<SegmentId> segments = new HashSet<>(track.segments());
            segments.removeAll(tools.store().find(track.id()));
            if (!segments.isEmpty() && !isPublished(track)) {
                absent.addAll(segments);
            }
        }
        return absent;
    }

    /** Whether a rendition has the track. */
    boolean isPublished(SegmentedTrack track) {
        return !tools.library().find(Set.of(track.id()), Search.INDEX_AND_STORE).isEmpty();
    }

    /** The share of all segments that exist, by the last look-up. */
    double done() {
        long all = tracks.stream()
                .mapToLong(track -> track.cut().segments().size())
                .sum();
        return 1 - (double) missing.size() / all;
    }

    /**
     * Encodes and publishes the first missing segment that no other worker encodes at the moment, by the last look-up.
     *
     * @param limit how long it may take
     * @return whether there was one
     * @throws dev.renditions.api.MediaException if it can't be encoded
     * @throws dev.renditions.api.StoreException if it can't be published
     */
    boolean encodeNext(Duration limit, Transcoder.Progress progress) {
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
                Set<SegmentId> still = missing(held.tracks());
                List<SegmentedTrack> ours = held.tracks().stream()
                        .filter(track -> still.contains(track.id(segment)))
                        .toList();
                if (!ours.isEmpty()) {
                    encode(ours, segment, limit, progress);
                }
                return true;
            }
        }
        return false;
    }

    private void encode(List<SegmentedTrack> ours, TrackSegment segment, Duration limit, Transcoder.Progress progress) {
        Instant begin = tools.clock().instant();
        try (Workspace.Folder folder = request.folderForSegments()) {
            List<Transcoder.SegmentPart> parts = new ArrayList<>();
            for (SegmentedTrack track : ours) {
                // Each has a watermark of its own.
                Path file = folder.open("part-" + parts.size()).path().resolve("segment");
                parts.add(new Transcoder.SegmentPart(track.recipe(), track.cut(), segment, file));
            }
            double share = (double) ours.size() / Math.max(1, missing.size()) * (1 - done());
            Transcoder.Input input = Transcoder.Input.strict(request.file(content), request.media());
            tools.transcoder()
                    .encodeSegments(
                            input,
                            parts,
                            limit,
                            step -> progress.at(EncodeProgress.at(done() + share * step.fraction())));
            request.requireUnchanged();
            for (int i = 0; i < parts.size(); i++) {
                tools.store().publish(ours.get(i).id(segment), parts.get(i).file());
            }
        }
        Duration each = WallClock.since(begin, tools.clock()).dividedBy(ours.size());
        for (SegmentedTrack track : ours) {
            spent.merge(track.id(), each, Duration::plus);
            encoded.merge(track.id(), 1, Integer::sum);
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
