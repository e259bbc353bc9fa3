package dev.renditions.service.encode;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.StoreException;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.Segment;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
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
     * The tracks that were made in segments.
     *
     * @param joined those that this worker joined
     * @param published those that another worker has published meanwhile
     */
    record Made(List<JoinedTrack> joined, List<SegmentedTrack> published) {}

    /**
     * Makes those of these tracks that are encoded in segments, and returns when each is complete. A track that can't be made like
     * that is not in the result, and is to be encoded as a whole.
     *
     * @param content the content that the plan is for
     * @param leased tracks whose leases this worker has
     * @param folder a folder for the files of the tracks
     * @param limit how long the encode of one segment may take
     * @throws MediaException if a segment does not get done in time, or this machine can't encode
     * @throws StoreException if the store does not keep the segments
     */
    Made make(
            RenditionRequest request,
            ContentHash content,
            TrackPlan plan,
            Collection<TrackRecipe> leased,
            Supplier<Path> folder,
            Duration limit,
            Transcoder.Progress progress) {
        Made made = new Made(new ArrayList<>(), new ArrayList<>());
        for (List<SegmentedTrack> group : planner.segmented(request, content, plan, leased)) {
            SegmentWork work = new SegmentWork(request, content, group, tools);
            try {
                complete(work, limit, progress);
                for (SegmentedTrack track : group) {
                    Path target = folder.get().resolve("joined-" + track.id().digest());
                    if (join(request, work, track, target, limit)) {
                        made.joined().add(new JoinedTrack(track, target, work.encodeTime(track), work.spent(track)));
                    } else {
                        made.published().add(track);
                    }
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
    private void complete(SegmentWork work, Duration limit, Transcoder.Progress progress) {
        while (!work.lookUp().isEmpty()) {
            progress.at(EncodeProgress.at(work.done()));
            if (!work.encodeNext(limit, progress)) {
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

    /** Joins a track; false if another worker has published it. Segments that turn out to be damaged are made again, once. */
    private boolean join(
            RenditionRequest request, SegmentWork work, SegmentedTrack track, Path target, Duration limit) {
        try {
            join(request, track, target);
            return true;
        } catch (StoreException e) {
            LOG.warn("segments of {} are made again: {}", track.id(), e.getMessage());
        }
        complete(work, limit, Transcoder.Progress.NONE);
        if (work.isPublished(track)) {
            return false;
        }
        join(request, track, target);
        return true;
    }

    private void join(RenditionRequest request, SegmentedTrack track, Path target) {
        try (Workspace.Folder folder = request.folderForSegments()) {
            List<Path> files = new ArrayList<>();
            for (Segment segment : track.cut().segments()) {
                Path file = folder.path().resolve("segment-" + files.size());
                store.fetch(track.id(segment), file);
                files.add(file);
            }
            transcoder.joinSegments(track.recipe(), track.cut(), files, target);
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
     * Begins to help with renditions that other workers make. Without long tracks there is nothing to do.
     *
     * @param renditions of one source; at least one
     * @param plan the tracks of the renditions; called only if there may be long ones
     */
    Help help(RenditionRequest request, List<MissingRendition> renditions, Supplier<TrackPlan> plan) {
        List<TrackRecipe> recipes = renditions.stream()
                .flatMap(rendition -> rendition.plan().tracks().stream())
                .distinct()
                .toList();
        ContentHash content = renditions.get(0).key().content();
        return new Help(
                request, planner.mayBeSegmented(request, recipes) ? works(request, content, recipes, plan) : List.of());
    }

    private List<SegmentWork> works(
            RenditionRequest request, ContentHash content, List<TrackRecipe> recipes, Supplier<TrackPlan> plan) {
        try {
            return planner.segmented(request, content, plan.get(), recipes).stream()
                    .map(group -> new SegmentWork(request, content, group, tools))
                    .toList();
        } catch (RenditionException e) {
            // The worker that makes them will report it.
            LOG.debug("no segments of {} are encoded here: {}", request.source().name(), e.getMessage());
            return List.of();
        }
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        tools.leases().close();
    }

    /** What a worker has done for those that it waits for. */
    enum Helped {
        /** It encoded a segment. */
        ENCODED,
        /** Others have encoded segments since the last time, so it is worth waiting. */
        OTHERS_DID,
        /** There was nothing to do. */
        NOTHING
    }

    /** The help of one worker while it waits. For one thread. */
    static final class Help {
        private final RenditionRequest request;
        private List<SegmentWork> works;

        private Help(RenditionRequest request, List<SegmentWork> works) {
            this.request = request;
            this.works = works;
        }

        /**
         * Encodes one segment that no other worker encodes at the moment. If it can't be encoded, none is tried again: the worker
         * that is waited for reports why.
         *
         * @param limit how long it may take
         */
        Helped once(Duration limit) {
            boolean others = false;
            try {
                for (SegmentWork work : works) {
                    double before = work.done();
                    boolean missing = !work.lookUp().isEmpty();
                    others |= work.done() > before;
                    if (missing && work.encodeNext(limit, Transcoder.Progress.NONE)) {
                        return Helped.ENCODED;
                    }
                }
            } catch (MediaException | StoreException e) {
                LOG.warn("no more segments of {} are encoded here: {}", request.source().name(), e.getMessage());
                works = List.of();
            }
            return others ? Helped.OTHERS_DID : Helped.NOTHING;
        }
    }
}
