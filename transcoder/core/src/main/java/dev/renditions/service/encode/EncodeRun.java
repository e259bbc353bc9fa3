package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.Ending;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.MissingRendition;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Encodes renditions of one source together, in folders with reserved space, and publishes each as soon as it is encoded.
 * Thread-safe.
 */
final class EncodeRun {
    private final Transcoder transcoder;
    private final Publisher publisher;
    private final Clock clock;
    private final DeadlineEstimator deadlines;

    EncodeRun(ObjectStore store, Transcoder transcoder, Clock clock) {
        this.transcoder = transcoder;
        this.publisher = new Publisher(store, transcoder, clock);
        this.clock = clock;
        this.deadlines = new DeadlineEstimator(clock);
    }

    /**
     * Makes renditions. Deletes their files from the request's folder afterwards, so that outputs do not fill the disk.
     *
     * @param limit how long it may take
     * @param ends receives each rendition once, as soon as the store has it or it has failed
     */
    void run(RenditionRequest request, List<MissingRendition> missing, Duration limit, Ending.Sink ends) {
        List<MissingRendition> fitting = inTime(request, missing, ends);
        if (fitting.isEmpty()) {
            return;
        }
        long bytes = fitting.stream()
                .mapToLong(rendition -> rendition.plan().cost().bytes())
                .sum();
        try (DiskReservations.Reservation reserved = request.freeSpace()
                .reserve(bytes, "the renditions of " + request.source().name())) {
            Instant begin = clock.instant();
            // Renditions that tolerate damage have a decode of their own.
            fitting.stream()
                    .collect(Collectors.groupingBy(MissingRendition::tolerant, TreeMap::new, Collectors.toList()))
                    .values()
                    .forEach(group ->
                            encode(request, group, reserved, limit.minus(WallClock.since(begin, clock)), ends));
        }
    }

    /** The renditions that the caller has time for, the quickest first; the others fail at once. */
    private List<MissingRendition> inTime(RenditionRequest request, List<MissingRendition> missing, Ending.Sink ends) {
        Optional<Duration> left = request.left(clock);
        if (left.isEmpty()) {
            return missing;
        }
        DeadlineEstimator.Budget budget = deadlines.budget(left.get());
        List<MissingRendition> fitting = new ArrayList<>();
        List<MissingRendition> quickestFirst = missing.stream()
                .sorted(Comparator.comparing(
                        rendition -> deadlines.estimate(rendition.plan()).orElse(Duration.ZERO)))
                .toList();
        for (MissingRendition rendition : quickestFirst) {
            try {
                budget.reserve(rendition.plan());
                fitting.add(rendition);
            } catch (BusyException e) {
                ends.ended(rendition, new Ending.Failed(e));
            }
        }
        return fitting;
    }

    /** Encodes renditions that read the source in the same way, with one decode. */
    private void encode(
            RenditionRequest request,
            List<MissingRendition> missing,
            DiskReservations.Reservation reserved,
            Duration limit,
            Ending.Sink ends) {
        List<Transcoder.Order> orders = new ArrayList<>();
        List<Workspace.Folder> folders = new ArrayList<>();
        try {
            for (MissingRendition rendition : missing) {
                Workspace.Folder folder = request.folderFor(rendition.plan().profile());
                folders.add(folder);
                orders.add(order(request, rendition, folder.path()));
            }
            reserved.into(folders.stream().map(Workspace.Folder::path).toList());
            boolean tolerant = missing.get(0).tolerant();
            Transcoder.Input input = new Transcoder.Input(
                    request.spooled().file(),
                    request.media(),
                    tolerant,
                    // A run that leaves out damaged parts measures something else.
                    tolerant ? Transcoder.Measurements.NONE : request.measurements());
            RenditionLogContext.during(
                    missing,
                    () -> transcoder.make(
                            input, orders, limit, (rendition, ending) -> ended(request, rendition, ending, ends)));
        } finally {
            folders.forEach(Workspace.Folder::close);
        }
    }

    private static Transcoder.Order order(RenditionRequest request, MissingRendition rendition, Path folder) {
        RenditionLogContext.during(
                rendition.key(),
                () -> request.listener().encoding(rendition.plan().profile()));
        return new Transcoder.Order(
                rendition,
                folder,
                step -> request.listener().progress(rendition.plan().profile(), step));
    }

    private void ended(RenditionRequest request, MissingRendition rendition, Ending ending, Ending.Sink ends) {
        RenditionLogContext.during(rendition.key(), () -> {
            if (ending instanceof Ending.Encoded encoded) {
                deadlines.ended(rendition.plan(), encoded.took());
                ends.ended(rendition, publisher.publish(request, rendition, encoded));
            } else {
                ends.ended(rendition, ending);
            }
        });
    }
}
