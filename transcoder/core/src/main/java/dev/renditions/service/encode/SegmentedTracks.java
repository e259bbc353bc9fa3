package dev.renditions.service.encode;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.StoreException;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.Segment;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes long video tracks out of segments, together with all workers that share the store. One worker has the lease of a track: it
 * joins the segments. Those that wait for it, or for a rendition that needs the track, encode segments meanwhile. Each segment is
 * leased by itself, so a worker that crashes loses one segment. Thread-safe.
 */
final class SegmentedTracks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentedTracks.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    private final SegmentStore store;
    private final Transcoder transcoder;
    private final Timing timing;
    private final SegmentPlanner planner;
    private final SegmentWork.Tools tools;

    SegmentedTracks(
            ObjectStore store,
            Transcoder transcoder,
            TrackLibrary library,
            RenditionLeases leases,
            RequestLimits limits,
            Timing timing) {
        this.store = store.segments();
        this.transcoder = transcoder;
        this.timing = timing;
        this.planner = new SegmentPlanner(this.store, transcoder);
        this.tools = new SegmentWork.Tools(
                this.store, library, transcoder, new SegmentLeases(leases, limits, timing), timing.clock());
    }

    /**
     * Makes those of these tracks that are encoded in segments, and returns when each is complete. A track that can't be made like
     * that is not in the result: it is encoded as a whole, or was published by another worker.
     *
     * @param leased tracks whose leases this worker has
     * @param folder receives the files of the tracks
     * @param limit how long it may take
     * @throws MediaException if it does not get done in time, or this machine can't encode
     * @throws StoreException if the store does not keep the segments
     */
    List<JoinedTrack> make(
            RenditionRequest request,
            TrackPlan plan,
            Collection<TrackRecipe> leased,
            Path folder,
            Duration limit,
            Transcoder.Progress progress) {
        Instant begin = timing.clock().instant();
        List<JoinedTrack> made = new ArrayList<>();
        for (List<SegmentedTrack> group : planner.segmented(request, plan, leased)) {
            SegmentWork work = new SegmentWork(request, group, tools);
            try {
                complete(work, begin, limit, progress);
                for (SegmentedTrack track : group) {
                    join(request, track, folder.resolve("joined-" + made.size()))
                            .map(file -> new JoinedTrack(track, file, work.encodeTime(track)))
                            .ifPresent(made::add);
                }
            } catch (MediaException e) {
                if (!e.concernsContent()) {
                    throw e;
                }
                LOG.warn(
                        "{} is encoded as a whole, since its segments can't be made: {}",
                        request.source().name(),
                        e.getMessage());
            }
        }
        return made;
    }

    /** Encodes segments until none is missing. */
    private void complete(SegmentWork work, Instant begin, Duration limit, Transcoder.Progress progress) {
        while (!work.lookUp().isEmpty()) {
            progress.at(EncodeProgress.at(work.done()));
            Duration left = limit.minus(WallClock.since(begin, timing.clock()));
            if (left.isNegative() || left.isZero()) {
                throw new MediaException(
                        MediaException.Kind.TIME,
                        "its segments did not get done in time; those that exist are kept, so try again");
            }
            if (!work.encodeNext(left, progress)) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            timing.pause().pause(Follower.jittered(POLL, timing.random()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("interrupted while other workers were encoding segments");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    /** Joins a track; empty if segments are gone again, since another worker has published the track. */
    private Optional<Path> join(RenditionRequest request, SegmentedTrack track, Path target) {
        try (Workspace.Folder folder = request.folderForSegments()) {
            List<Path> files = new ArrayList<>();
            for (Segment segment : track.cut().segments()) {
                Path file = folder.path().resolve("segment-" + files.size());
                store.fetch(track.id(segment), file);
                files.add(file);
            }
            transcoder.joinSegments(track.recipe(), track.cut(), files, target);
            return Optional.of(target);
        } catch (StoreException e) {
            LOG.warn("{} can't be joined: {}", track.id(), e.getMessage());
            return Optional.empty();
        } catch (MediaException e) {
            // They would not fit together the next time either.
            discard(track);
            throw e;
        }
    }

    /** Deletes the segments of a track that is published, or that can't be joined. */
    void discard(SegmentedTrack track) {
        try {
            store.delete(track.id());
        } catch (StoreException e) {
            LOG.warn("segments of {} are left to expire: {}", track.id(), e.getMessage());
        }
    }

    /**
     * Begins to help with renditions that other workers make.
     *
     * @param renditions what this worker waits for
     */
    Help help(RenditionRequest request, TrackPlan plan, List<MissingRendition> renditions) {
        return new Help(request, plan, renditions);
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        tools.leases().close();
    }

    /** What a worker does while it waits for others. For one thread. */
    final class Help {
        private final RenditionRequest request;
        private List<SegmentWork> works;

        private Help(RenditionRequest request, TrackPlan plan, List<MissingRendition> renditions) {
            this.request = request;
            List<TrackRecipe> recipes = renditions.stream()
                    .flatMap(rendition -> rendition.plan().tracks().stream())
                    .distinct()
                    .toList();
            this.works = planner.segmented(request, plan, recipes).stream()
                    .map(group -> new SegmentWork(request, group, tools))
                    .toList();
        }

        /**
         * Encodes one segment that no other worker encodes at the moment.
         *
         * @param limit how long it may take
         * @return whether there was one. If it can't be encoded, none is tried again: the worker that is waited for reports why
         */
        boolean once(Duration limit) {
            try {
                for (SegmentWork work : works) {
                    if (!work.lookUp().isEmpty() && work.encodeNext(limit, Transcoder.Progress.NONE)) {
                        return true;
                    }
                }
                return false;
            } catch (MediaException | StoreException e) {
                LOG.warn("no more segments of {} are encoded here: {}", request.source().name(), e.getMessage());
                works = List.of();
                return false;
            }
        }
    }
}
