package dev.renditions.service.encode;

import com.github.benmanes.caffeine.cache.Caffeine;
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
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.workspace.DiskReservations;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /** More films than one process makes or waits for at once. */
    private static final int FILMS = 1000;

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
                this.store,
                library,
                transcoder,
                new SegmentLeases(leases, limits, timing),
                limits,
                timing,
                Caffeine.newBuilder()
                        .maximumSize(FILMS)
                        .<ContentHash, Instant>build()
                        .asMap());
    }

    /**
     * Makes the long tracks of renditions in segments, as far as this worker has their leases.
     *
     * @param complete renditions all of whose tracks exist or are leased
     * @param whole tracks to encode as a whole; receives those whose segments can't be made
     * @param limit returns how long the encode of a segment may take
     * @return the renditions whose other tracks can be made now; those whose segments can't be made have failed
     */
    List<MissingRendition> supply(
            RenditionRequest request,
            TrackSupply supply,
            List<MissingRendition> complete,
            Set<TrackRecipe> whole,
            Supplier<Duration> limit,
            Ending.Sink ends) {
        List<TrackRecipe> leased = supply.leased().stream()
                .filter(recipe -> !whole.contains(recipe))
                .toList();
        Set<TrackRecipe> unmade = new HashSet<>();
        try {
            ContentHash content = complete.get(0).key().content();
            List<List<SegmentedTrack>> groups = planner.segmented(request, content, supply.plan(), leased);
            groups.forEach(group -> group.forEach(track -> {
                supply.segment(track);
                unmade.add(track.recipe());
            }));
            List<MissingRendition> waiting = needing(unmade, complete);
            waiting.forEach(
                    rendition -> request.listener().encoding(rendition.plan().profile()));
            for (int i = 0; i < groups.size(); i++) {
                int before = i;
                Transcoder.Progress progress = step -> waiting.forEach(rendition -> request.listener()
                        .progress(rendition.plan().profile(), ofSegments(step, before, groups.size())));
                SegmentWork work = new SegmentWork(request, content, groups.get(i), tools);
                whole.addAll(make(request, supply, work, limit, progress));
                groups.get(i).forEach(track -> unmade.remove(track.recipe()));
            }
            return complete;
        } catch (RenditionException e) {
            List<MissingRendition> failed = needing(unmade, complete);
            failed.forEach(rendition -> ends.ended(rendition, new Ending.Failed(e)));
            return complete.stream()
                    .filter(rendition -> !failed.contains(rendition))
                    .toList();
        }
    }

    /** The tracks of renditions that are encoded in segments. */
    Set<TrackRecipe> cut(RenditionRequest request, TrackPlan plan, List<MissingRendition> renditions) {
        List<TrackRecipe> recipes = renditions.stream()
                .flatMap(rendition -> rendition.plan().tracks().stream())
                .toList();
        ContentHash content = renditions.get(0).key().content();
        return planner.segmented(request, content, plan, recipes).stream()
                .flatMap(List::stream)
                .map(SegmentedTrack::recipe)
                .collect(Collectors.toSet());
    }

    /** Which of these video tracks are encoded in segments; empty if the source is too short for that. */
    Map<VideoRecipe, Segmentation> decide(
            RenditionRequest request, ContentHash content, Collection<? extends TrackRecipe> recipes) {
        return planner.decide(request, content, recipes);
    }

    private static List<MissingRendition> needing(Set<TrackRecipe> recipes, List<MissingRendition> renditions) {
        return renditions.stream()
                .filter(rendition -> rendition.plan().tracks().stream().anyMatch(recipes::contains))
                .toList();
    }

    /**
     * Makes tracks that are cut alike.
     *
     * @return those that have to be encoded as a whole
     * @throws RenditionException if a segment does not get done in time, this machine can't encode, or the store does not keep it
     */
    private Set<TrackRecipe> make(
            RenditionRequest request,
            TrackSupply supply,
            SegmentWork work,
            Supplier<Duration> limit,
            Transcoder.Progress progress) {
        long bytes = work.tracks().stream().mapToLong(SegmentedTrack::bytes).sum();
        // While a track is joined, its segments exist too.
        long most =
                work.tracks().stream().mapToLong(SegmentedTrack::bytes).max().orElse(0);
        try (DiskReservations.Reservation reserved = request.freeSpace()
                .reserve(bytes + most, "the long tracks of " + request.source().name())) {
            work.complete(limit, progress);
            for (SegmentedTrack track : work.tracks()) {
                Path target =
                        supply.copies().folder().resolve("joined-" + track.id().digest());
                reserved.into(List.of(supply.copies().folder()));
                if (!copied(supply, work, track)) {
                    join(request, work, track, target, limit);
                    supply.join(track, new TrackSupply.Joined(target, work.encodeTime(track), work.spent(track)));
                }
            }
            return Set.of();
        } catch (MediaException e) {
            if (!e.concernsContent()) {
                throw e;
            }
            LOG.warn(
                    "{} is encoded as a whole, since its segments can't be made: {}",
                    request.source().name(),
                    e.getMessage());
            work.tracks().forEach(this::discard);
            return work.tracks().stream().map(SegmentedTrack::recipe).collect(Collectors.toSet());
        }
    }

    /** Whether another worker has published a track while this one had its lease, so that it was copied. */
    private boolean copied(TrackSupply supply, SegmentWork work, SegmentedTrack track) {
        if (!work.isPublished(track, Search.INDEX)) {
            return false;
        }
        boolean copied =
                supply.copies().have(track.recipe(), tools.library().find(Set.of(track.id()), Search.INDEX_AND_STORE));
        if (copied) {
            supply.release(track.recipe());
        } else {
            work.rejectPublished(track);
        }
        return copied;
    }

    /** Joins a track. Segments that turn out to be lost or damaged are made again, once. */
    private void join(
            RenditionRequest request, SegmentWork work, SegmentedTrack track, Path target, Supplier<Duration> limit) {
        try {
            join(request, track, target);
        } catch (StoreException e) {
            LOG.warn("segments of {} are looked up again: {}", track.id(), e.getMessage());
            work.complete(limit, Transcoder.Progress.NONE);
            join(request, track, target);
        }
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
        }
    }

    /** The progress of a rendition from that of one group of its long tracks, of which some were complete before. */
    private static EncodeProgress ofSegments(EncodeProgress step, int before, int groups) {
        return new EncodeProgress(
                SHARE * (before + step.fraction()) / groups,
                step.speed(),
                step.left().filter(left -> before + 1 == groups),
                step.segments());
    }

    /** The progress of a rendition whose long tracks are complete. */
    static EncodeProgress afterSegments(EncodeProgress step) {
        return new EncodeProgress(SHARE + (1 - SHARE) * step.fraction(), step.speed(), Optional.empty());
    }

    /**
     * The segments of a track turned out to be wrong.
     *
     * @param whole receives the track, to be encoded as a whole
     */
    void reject(SegmentedTrack track, Set<TrackRecipe> whole) {
        discard(track);
        whole.add(track.recipe());
    }

    /** Deletes the segments of a track that is published, or that is encoded as a whole. */
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
    SegmentHelp help(RenditionRequest request, List<MissingRendition> renditions, Supplier<TrackPlan> plan) {
        List<TrackRecipe> recipes = renditions.stream()
                .flatMap(rendition -> rendition.plan().tracks().stream())
                .distinct()
                .toList();
        ContentHash content = renditions.get(0).key().content();
        Supplier<List<SegmentWork>> works = () -> planner.mayBeSegmented(request, recipes)
                ? planner.segmented(request, content, plan.get(), recipes).stream()
                        .map(group -> new SegmentWork(request, content, group, tools))
                        .toList()
                : List.of();
        return new SegmentHelp(request, works, timing.clock());
    }

    /** When this process last saw a segment of a content come into being; empty if it makes none. */
    Optional<Instant> moved(ContentHash content) {
        return Optional.ofNullable(tools.moves().get(content));
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        tools.leases().close();
    }
}
