package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.Ending;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Transcoder;
import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import dev.renditions.workspace.DiskReservations;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Encodes renditions of one source together, in folders with reserved space, and publishes each as soon as it is encoded.
 * Thread-safe.
 */
final class EncodeRun {
    private final Transcoder transcoder;
    private final Publisher publisher;
    private final TrackSupplier tracks;
    private final SegmentedTracks segments;
    private final Clock clock;
    private final DeadlineEstimator deadlines;

    EncodeRun(
            ObjectStore store,
            Transcoder transcoder,
            TrackSupplier tracks,
            SegmentedTracks segments,
            LookupCounters counters,
            Clock clock) {
        this.transcoder = transcoder;
        this.publisher = new Publisher(store, transcoder, counters, clock);
        this.tracks = tracks;
        this.segments = segments;
        this.clock = clock;
        this.deadlines = new DeadlineEstimator(clock);
    }

    /**
     * Makes renditions. Tracks that exist are copied, and the others are encoded once. Renditions that need a track which another
     * worker encodes at the moment are made after the others. So are those that can't be made from a ready track: that track is
     * encoded instead. The source is read when something of it is needed. Files are deleted from the request's folder afterwards,
     * so that outputs do not fill the disk.
     *
     * @param limit how long it may take, without waiting and without reading the source
     * @param ends receives each rendition once, as soon as the store has it or it has failed
     * @return how long it took, of that limit
     */
    Duration run(RenditionRequest request, List<MissingRendition> missing, Duration limit, Ending.Sink ends) {
        Duration left = limit;
        // Renditions that tolerate damage have a decode of their own.
        Collection<List<MissingRendition>> groups = missing.stream()
                .collect(Collectors.groupingBy(MissingRendition::tolerant, TreeMap::new, Collectors.toList()))
                .values();
        for (List<MissingRendition> group : groups) {
            left = left.minus(runGroup(request, group, left, ends));
        }
        return limit.minus(left);
    }

    /** Makes renditions that read the source in the same way, and returns how long their encodes took. Waiting is not counted. */
    private Duration runGroup(
            RenditionRequest request, List<MissingRendition> group, Duration limit, Ending.Sink ends) {
        TrackPlan plan = tracks.plan(request, group);
        List<MissingRendition> left = inTime(request, plan, group, ends);
        Duration spent = Duration.ZERO;
        Optional<TrackWait> waiting = Optional.empty();
        Optional<SegmentHelp> helping = Optional.empty();
        Set<TrackLocation> unusable = new HashSet<>();
        Set<TrackRecipe> whole = new HashSet<>();
        while (!left.isEmpty()) {
            List<MissingRendition> again = new ArrayList<>();
            List<MissingRendition> deferred;
            boolean inStore;
            try (TrackSupply supply = tracks.supply(request, plan, left, unusable)) {
                WithoutSuspects sink = new WithoutSuspects(supply, again, wrong -> segments.reject(wrong, whole), ends);
                spent = spent.plus(encode(request, supply, whole, limit.minus(spent), sink));
                deferred = supply.deferred();
                inStore = supply.isBusyInStore();
            }
            left = Stream.concat(again.stream(), deferred.stream()).toList();
            if (!left.isEmpty() && again.isEmpty()) {
                TrackWait wait = waiting.isPresent() ? waiting.get() : tracks.await(request);
                waiting = Optional.of(wait);
                TrackPlan wanted = plan;
                List<MissingRendition> waitingFor = left;
                SegmentHelp help = helping.orElseGet(() -> segments.help(request, waitingFor, () -> wanted));
                helping = Optional.of(help);
                if (!helpOrPause(help, wait, shorter(limit, request.left(clock)), inStore)) {
                    left.forEach(
                            rendition -> ends.ended(rendition, new Ending.Failed(tracks.busy(request, rendition))));
                    return spent;
                }
                plan = wait.lookUp(plan);
            }
        }
        return spent;
    }

    /**
     * Encodes a segment that another worker would encode otherwise, or waits a moment.
     *
     * @return whether there was time left for it
     */
    private static boolean helpOrPause(SegmentHelp help, TrackWait wait, Duration limit, boolean inStore) {
        SegmentHelp.Helped helped = help.once(limit);
        if (helped != SegmentHelp.Helped.NOTHING) {
            wait.restart();
        }
        return helped == SegmentHelp.Helped.ENCODED || wait.pause(inStore);
    }

    private static void readIfNeeded(
            RenditionRequest request, List<MissingRendition> missing, Set<TrackId> ready, TrackPlan plan) {
        if (missing.stream().anyMatch(rendition -> needsSource(rendition, ready, plan))) {
            request.file(missing.get(0).key().content());
        }
    }

    /**
     * Whether a rendition is certainly not assembled from tracks alone.
     *
     * @param ready the tracks that exist
     */
    private static boolean needsSource(MissingRendition rendition, Set<TrackId> ready, TrackPlan plan) {
        List<TrackRecipe> recipes = rendition.plan().tracks();
        return recipes.isEmpty()
                || rendition.plan().copies()
                || recipes.stream()
                        .anyMatch(recipe -> plan.sources(recipe).stream().noneMatch(ready::contains));
    }

    private static Duration shorter(Duration limit, Optional<Duration> left) {
        return left.filter(time -> time.compareTo(limit) < 0).orElse(limit);
    }

    /** The renditions that the caller has time for, the quickest first; the others fail at once. */
    private List<MissingRendition> inTime(
            RenditionRequest request, TrackPlan plan, List<MissingRendition> missing, Ending.Sink ends) {
        if (request.left(clock).isEmpty()) {
            return missing;
        }
        // The time for that is not left for encodes.
        readIfNeeded(request, missing, plan.found().keySet(), plan);
        DeadlineEstimator.Budget budget = deadlines.budget(request.left(clock).orElseThrow());
        List<MissingRendition> fitting = new ArrayList<>();
        // Segments that are encoded before the deadline are kept, so that another request goes on with the rest.
        Set<TrackRecipe> encoded = new HashSet<>(segments.cut(request, plan, missing));
        List<MissingRendition> quickestFirst = missing.stream()
                .sorted(Comparator.comparing(rendition ->
                        deadlines.estimate(plan.efforts(rendition, Set.of())).orElse(Duration.ZERO)))
                .toList();
        for (MissingRendition rendition : quickestFirst) {
            try {
                budget.reserve(rendition.plan().profile().name(), plan.efforts(rendition, encoded));
                fitting.add(rendition);
                rendition.plan().tracks().forEach(recipe -> encoded.add(recipe.encoded()));
            } catch (BusyException e) {
                ends.ended(rendition, new Ending.Failed(e));
            }
        }
        return fitting;
    }

    /** Encodes the renditions whose tracks are supplied, with one decode. Returns how long that took. */
    private Duration encode(
            RenditionRequest request,
            TrackSupply supply,
            Set<TrackRecipe> whole,
            Duration limit,
            WithoutSuspects ends) {
        List<MissingRendition> complete = supply.complete();
        if (complete.isEmpty()) {
            return Duration.ZERO;
        }
        List<MissingRendition> missing =
                segments.supply(request, supply, complete, whole, () -> shorter(limit, request.left(clock)), ends);
        if (missing.isEmpty()) {
            return Duration.ZERO;
        }
        ContentHash content = missing.get(0).key().content();
        List<ReadyTrack> ready = supply.ready();
        Set<TrackId> readyIds =
                ready.stream().map(track -> supply.plan().id(track.recipe())).collect(Collectors.toSet());
        readIfNeeded(request, missing, readyIds, supply.plan());
        Instant begin = clock.instant();
        List<Transcoder.Order> orders = new ArrayList<>();
        List<Workspace.Folder> folders = new ArrayList<>();
        try (DiskReservations.Reservation reserved = request.freeSpace()
                .reserve(bytes(missing), "the renditions of " + request.source().name())) {
            for (MissingRendition rendition : missing) {
                Workspace.Folder folder = request.folderFor(rendition.plan().profile());
                folders.add(folder);
                orders.add(order(request, rendition, folder.path(), ready, supply.isJoined(rendition)));
            }
            reserved.into(folders.stream().map(Workspace.Folder::path).toList());
            boolean tolerant = missing.get(0).tolerant();
            Transcoder.Input input = new Transcoder.Input(
                    () -> request.file(content),
                    request.media(),
                    tolerant,
                    // A run that leaves out damaged parts measures something else.
                    tolerant ? Transcoder.Measurements.NONE : request.measurements());
            RenditionLogContext.during(
                    missing,
                    () -> transcoder.make(
                            input,
                            orders,
                            shorter(limit, request.left(clock)),
                            (rendition, ending) -> ended(request, rendition, ending, supply, ends)));
        } finally {
            folders.forEach(Workspace.Folder::close);
        }
        return WallClock.since(begin, clock);
    }

    /** Tracks exist twice for a moment: when they are put together, and the files that they were encoded to still exist. */
    private static long bytes(List<MissingRendition> missing) {
        return missing.stream()
                .mapToLong(rendition -> rendition.plan().cost().bytes()
                        * (rendition.plan().tracks().isEmpty() ? 1 : 2))
                .sum();
    }

    private static Transcoder.Order order(
            RenditionRequest request, MissingRendition rendition, Path folder, List<ReadyTrack> ready, boolean joined) {
        if (!joined) {
            RenditionLogContext.during(
                    rendition.key(),
                    () -> request.listener().encoding(rendition.plan().profile()));
        }
        return new Transcoder.Order(
                rendition,
                folder,
                step -> request.listener()
                        .progress(rendition.plan().profile(), joined ? SegmentedTracks.afterSegments(step) : step),
                ready);
    }

    private void ended(
            RenditionRequest request,
            MissingRendition rendition,
            Ending ending,
            TrackSupply supply,
            WithoutSuspects ends) {
        RenditionLogContext.during(rendition.key(), () -> {
            if (ending instanceof Ending.Encoded encoded) {
                deadlines.ended(encoded);
                Ending published = publisher.publish(request, rendition, encoded, supply);
                if (published instanceof Ending.Published) {
                    supply.segmented(encoded.tracks()).forEach(segments::discard);
                }
                ends.ended(encoded, published);
            } else {
                ends.ended(rendition, ending);
            }
        });
    }
}
