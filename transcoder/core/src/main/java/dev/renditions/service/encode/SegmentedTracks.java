package dev.renditions.service.encode;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.StoreException;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackKind;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** The share of segments in the progress of a rendition. The rest is for audio, and for putting the tracks together. */
    private static final double SHARE = 0.9;

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
     * Makes the long tracks of renditions in segments, as far as this worker has their leases.
     *
     * @param complete renditions all of whose tracks exist or are leased
     * @param limit how long the encode of one segment may take
     * @return the renditions whose other tracks can be made now; those whose segments can't be made have failed
     */
    List<MissingRendition> supply(
            RenditionRequest request,
            TrackSupply supply,
            List<MissingRendition> complete,
            Duration limit,
            Ending.Sink ends) {
        try {
            ContentHash content = complete.get(0).key().content();
            List<List<SegmentedTrack>> groups = planner.segmented(request, content, supply.plan(), supply.leased());
            for (int i = 0; i < groups.size(); i++) {
                int before = i;
                Transcoder.Progress progress = step -> complete.forEach(rendition -> request.listener()
                        .progress(
                                rendition.plan().profile(),
                                EncodeProgress.at(SHARE * (before + step.fraction()) / groups.size())));
                make(request, supply, new SegmentWork(request, content, groups.get(i), tools), limit, progress);
            }
            return complete;
        } catch (MediaException | StoreException e) {
            List<MissingRendition> waiting = complete.stream()
                    .filter(rendition -> needsLeasedVideo(supply, rendition))
                    .toList();
            List<MissingRendition> left = complete.stream()
                    .filter(rendition -> !needsLeasedVideo(supply, rendition))
                    .toList();
            waiting.forEach(rendition -> ends.ended(rendition, new Ending.Failed(e)));
            return left;
        }
    }

    private static boolean needsLeasedVideo(TrackSupply supply, MissingRendition rendition) {
        return supply.plan().tracks(rendition).stream()
                .anyMatch(recipe -> recipe.kind() == TrackKind.VIDEO && supply.leases(recipe.encoded()));
    }

    /**
     * Makes tracks. Those that can't be made in segments are left to be encoded as a whole.
     *
     * @throws MediaException if a segment does not get done in time, or this machine can't encode
     * @throws StoreException if the store does not keep the segments
     */
    private void make(
            RenditionRequest request,
            TrackSupply supply,
            SegmentWork work,
            Duration limit,
            Transcoder.Progress progress) {
        try {
            complete(work, limit, progress);
            for (SegmentedTrack track : work.tracks()) {
                Path target =
                        supply.copies().folder().resolve("joined-" + track.id().digest());
                if (join(request, work, track, target, limit)) {
                    supply.join(new JoinedTrack(track, target, work.encodeTime(track), work.spent(track)));
                } else {
                    copyPublished(supply, track);
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

    /** Copies a track that another worker has published while this one had its lease. */
    private void copyPublished(TrackSupply supply, SegmentedTrack track) {
        if (supply.copies().have(track.recipe(), tools.library().find(Set.of(track.id()), Search.INDEX_AND_STORE))) {
            supply.release(track.recipe());
        }
    }

    /** Encodes segments until none is missing. */
    private void complete(SegmentWork work, Duration limit, Transcoder.Progress progress) {
        while (!work.lookUp().isEmpty()) {
            progress.at(EncodeProgress.at(work.done()));
            if (!work.encodeNext(limit, progress)) {
                TrackWait.pause(timing, Follower.jittered(POLL, timing.random()), "segments");
            }
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
            for (TrackSegment segment : track.cut().segments()) {
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

    /** The progress of a rendition whose long tracks are complete. */
    static EncodeProgress afterSegments(EncodeProgress step) {
        return EncodeProgress.at(SHARE + (1 - SHARE) * step.fraction());
    }

    /** A rendition with joined tracks ended. If it is published, or is not as planned, their segments are not used again. */
    void ended(List<JoinedTrack> joined, Ending ending) {
        boolean wrong = ending instanceof Ending.Failed failed
                && failed.cause() instanceof MediaException reason
                && reason.concernsContent();
        if (wrong || ending instanceof Ending.Published) {
            joined.forEach(track -> discard(track.track()));
        }
    }

    private void discard(SegmentedTrack track) {
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
                LOG.warn(
                        "no more segments of {} are encoded here: {}",
                        request.source().name(),
                        e.getMessage());
                works = List.of();
            }
            return others ? Helped.OTHERS_DID : Helped.NOTHING;
        }
    }
}
