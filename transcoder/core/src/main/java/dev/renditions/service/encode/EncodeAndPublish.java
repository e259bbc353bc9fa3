package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.Manifest;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.SpooledSource;
import dev.renditions.api.Transcoder;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.service.request.MissingRendition;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.support.WallClock;
import dev.renditions.workspace.DiskReservations;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes renditions of one source: has them encoded together, proves each, and gives it to the store. */
public final class EncodeAndPublish {
    private final ObjectStore store;
    private final Transcoder transcoder;
    private final OutputVerifier proof;
    private final Clock clock;
    private final DeadlineEstimator deadlines;

    public EncodeAndPublish(ObjectStore store, Transcoder transcoder, Clock clock) {
        this.store = store;
        this.transcoder = transcoder;
        this.proof = new OutputVerifier(transcoder);
        this.clock = clock;
        this.deadlines = new DeadlineEstimator(clock);
    }

    /**
     * Makes them. Their files are gone from the job's folder afterwards, so that outputs do not pile up. What was to be
     * copied as it is and turns out otherwise is encoded after all. What fails for damage of the source is made of what is left
     * of it, if that is enough.
     *
     * <p>What takes little time is made, published and reported before anything else begins, second attempts included: videos,
     * and a decode of the source before it is copied, may use up all the time that is left.
     *
     * @param limit how long the encodes may take
     * @param ends told of each once, as soon as the store has it or it has failed; its plan may be another then
     */
    void make(RenditionRequest work, List<MissingRendition> wanted, Duration limit, Ends ends) {
        Instant begin = clock.instant();
        List<MissingRendition> allowed = whole(work, wanted, limit, ends);
        Map<Boolean, List<MissingRendition>> byLight = allowed.stream()
                .collect(Collectors.partitioningBy(w -> w.plan().cost().light()));
        for (List<MissingRendition> stage : List.of(byLight.get(true), byLight.get(false))) {
            if (!stage.isEmpty()) {
                makeStage(work, stage, limit.minus(WallClock.since(begin, clock)), ends);
            }
        }
    }

    private void makeStage(RenditionRequest work, List<MissingRendition> wanted, Duration limit, Ends ends) {
        Instant begin = clock.instant();
        SecondAttempts second = new SecondAttempts(work, ends);
        run(work, decodable(work, wanted, limit), limit, second);
        List<MissingRendition> again = second.wanted(limit.minus(WallClock.since(begin, clock)));
        if (!again.isEmpty()) {
            run(work, again, limit.minus(WallClock.since(begin, clock)), ends);
        }
    }

    /** Those that may be made: none of a damaged source where damage is refused. */
    private static List<MissingRendition> whole(
            RenditionRequest work, List<MissingRendition> wanted, Duration limit, Ends ends) {
        List<MissingRendition> allowed = new ArrayList<>();
        for (MissingRendition w : wanted) {
            try {
                work.requireWhole(w.plan().profile(), limit);
                allowed.add(w);
            } catch (MediaException e) {
                ends.failed(w, e);
            }
        }
        return allowed;
    }

    /** The same, but for copies of what can't be decoded as it is: a stream is decoded once before it is copied. */
    private List<MissingRendition> decodable(RenditionRequest work, List<MissingRendition> wanted, Duration limit) {
        List<Integer> copied = wanted.stream()
                .flatMap(w -> w.plan().copied().stream())
                .distinct()
                .toList();
        if (copied.isEmpty()) {
            return wanted;
        }
        Optional<DecodeCondition> found = condition(work, copied, limit);
        return wanted.stream()
                .map(w -> !w.plan().copies()
                                || found.filter(c -> c.intact(w.plan().copied()))
                                        .isPresent()
                        ? w
                        : encoding(work, w))
                .toList();
    }

    /** What can't be found out is left to an encode to say. */
    private static Optional<DecodeCondition> condition(RenditionRequest work, List<Integer> streams, Duration limit) {
        try {
            return Optional.of(work.condition(streams, limit));
        } catch (MediaException e) {
            return Optional.empty();
        }
    }

    private static MissingRendition encoding(RenditionRequest work, MissingRendition copy) {
        return copy.with((Plan.Make) Planner.plan(work.media(), copy.plan().profile()));
    }

    /** Collects what is worth a second attempt, and passes on how all else ends. For one request. */
    private static final class SecondAttempts implements Ends {
        private final RenditionRequest work;
        private final Ends ends;
        private final Map<MissingRendition, RenditionException> copies = new LinkedHashMap<>();
        private final Map<MissingRendition, MediaException> damaged = new LinkedHashMap<>();

        SecondAttempts(RenditionRequest work, Ends ends) {
            this.work = work;
            this.ends = ends;
        }

        @Override
        public void published(MissingRendition wanted, ObjectStore.Publication publication, Duration took) {
            ends.published(wanted, publication, took);
        }

        @Override
        public void failed(MissingRendition wanted, RenditionException reason) {
            if (ofCopying(wanted.plan(), reason)) {
                copies.put(wanted, reason);
            } else if (reason instanceof MediaException e && e.concernsSource()) {
                damaged.put(wanted, e);
            } else {
                ends.failed(wanted, reason);
            }
        }

        /**
         * Whether a failure may come of copying. A picture is copied in no time, so that another attempt costs little to lose;
         * beside a picture that was encoded, only what came out otherwise than planned can be the copied sound's fault.
         */
        private static boolean ofCopying(Plan.Make plan, RenditionException reason) {
            return plan.copies()
                    && reason instanceof MediaException e
                    && (plan.copiesPicture() || e.kind() == MediaException.Kind.UNPROVED);
        }

        /**
         * What is to be made again, and how.
         *
         * @param limit how long it may take to find out what is damaged
         */
        List<MissingRendition> wanted(Duration limit) {
            List<MissingRendition> again = new ArrayList<>();
            copies.forEach((wanted, reason) -> {
                if (reason instanceof MediaException e && damaged(wanted, e, limit)) {
                    damaged.put(wanted, e);
                } else {
                    again.add(encoding(work, wanted));
                }
            });
            damaged.forEach((wanted, reason) -> {
                try {
                    again.add(work.salvage(wanted, reason, limit));
                } catch (MediaException e) {
                    ends.failed(wanted, e);
                }
            });
            return again;
        }

        /**
         * Whether it may be what is encoded beside a copy that is damaged. Where the picture was copied, all streams are known
         * already; else they are decoded to find out, which only a decoder's complaint is worth.
         */
        private boolean damaged(MissingRendition wanted, MediaException reason, Duration limit) {
            boolean known = wanted.plan().copiesPicture();
            if (!reason.concernsSource() || (!known && reason.kind() != MediaException.Kind.DAMAGED)) {
                return false;
            }
            List<Integer> streams = wanted.plan().streams();
            return condition(work, streams, limit)
                    .filter(c -> c.intact(streams))
                    .isEmpty();
        }
    }

    private void run(RenditionRequest work, List<MissingRendition> all, Duration limit, Ends ends) {
        List<MissingRendition> wanted = inTime(work, all, ends);
        if (wanted.isEmpty()) {
            return;
        }
        long bytes = wanted.stream().mapToLong(w -> w.plan().cost().bytes()).sum();
        try (DiskReservations.Reservation reserved =
                work.room().reserve(bytes, "what is made of " + work.source().name())) {
            run(work, wanted, reserved, limit, ends);
        }
    }

    private void run(
            RenditionRequest work,
            List<MissingRendition> all,
            DiskReservations.Reservation reserved,
            Duration limit,
            Ends ends) {
        Instant begin = clock.instant();
        all.stream()
                .collect(Collectors.groupingBy(MissingRendition::tolerant, TreeMap::new, Collectors.toList()))
                .forEach((tolerant, wanted) ->
                        run(work, wanted, tolerant, reserved, limit.minus(WallClock.since(begin, clock)), ends));
    }

    private void run(
            RenditionRequest work,
            List<MissingRendition> wanted,
            boolean tolerant,
            DiskReservations.Reservation reserved,
            Duration limit,
            Ends ends) {
        Map<Transcoder.Order, MissingRendition> orders = new LinkedHashMap<>();
        List<Workspace.Folder> folders = new ArrayList<>();
        try {
            for (MissingRendition w : wanted) {
                Workspace.Folder folder = work.folderFor(w.plan().profile());
                folders.add(folder);
                orders.put(order(work, w, folder.path()), w);
            }
            reserved.into(folders.stream().map(Workspace.Folder::path).toList());
            SpooledSource source = work.spooled();
            Transcoder.Results results = new Transcoder.Results() {
                @Override
                public void made(Transcoder.Order order, List<OutputFile> outputs, Duration spent) {
                    MissingRendition w = Objects.requireNonNull(orders.get(order));
                    RenditionLogContext.during(w.key(), () -> made(w, order, outputs, spent));
                }

                private void made(
                        MissingRendition w, Transcoder.Order order, List<OutputFile> outputs, Duration spent) {
                    deadlines.ended(w.plan(), spent);
                    Instant made = clock.instant();
                    ObjectStore.Publication publication;
                    try {
                        publication = publish(work, w, order, outputs, spent);
                    } catch (RenditionException e) {
                        ends.failed(w, e);
                        return;
                    }
                    ends.published(w, publication, spent.plus(WallClock.since(made, clock)));
                }

                @Override
                public void failed(Transcoder.Order order, MediaException reason) {
                    ends.failed(Objects.requireNonNull(orders.get(order)), reason);
                }
            };
            Transcoder.Input input = new Transcoder.Input(source.file(), work.media(), tolerant);
            RenditionLogContext.during(
                    wanted, () -> transcoder.make(input, List.copyOf(orders.keySet()), limit, results));
        } finally {
            folders.forEach(Workspace.Folder::close);
        }
    }

    /** Those that the caller has time for, the quickest first; the others fail at once. */
    private List<MissingRendition> inTime(RenditionRequest work, List<MissingRendition> all, Ends ends) {
        Optional<Duration> left = work.left(clock);
        if (left.isEmpty()) {
            return all;
        }
        DeadlineEstimator.Budget budget = deadlines.budget(left.get());
        List<MissingRendition> fitting = new ArrayList<>();
        List<MissingRendition> quickestFirst = all.stream()
                .sorted(Comparator.comparing(w -> deadlines.estimate(w.plan()).orElse(Duration.ZERO)))
                .toList();
        for (MissingRendition wanted : quickestFirst) {
            try {
                budget.take(wanted.plan());
                fitting.add(wanted);
            } catch (BusyException e) {
                ends.failed(wanted, e);
            }
        }
        return fitting;
    }

    private static Transcoder.Order order(RenditionRequest work, MissingRendition wanted, Path folder) {
        RenditionLogContext.during(
                wanted.key(), () -> work.listener().encoding(wanted.plan().profile()));
        return new Transcoder.Order(
                wanted.plan(),
                folder,
                step -> work.listener().progress(wanted.plan().profile(), step));
    }

    private ObjectStore.Publication publish(
            RenditionRequest work,
            MissingRendition wanted,
            Transcoder.Order order,
            List<OutputFile> outputs,
            Duration spent) {
        MediaInfo media = proof.check(wanted.plan(), outputs);
        work.requireUnchanged();
        List<RenditionFile> files =
                outputs.stream().map(output -> named(output, order.folder())).toList();
        return store.publish(
                new Manifest(
                        wanted.key(), files, spent, transcoder.engine(), media, clock.instant(), wanted.warnings()),
                order.folder());
    }

    /** Only now that it is proved it gets the name by which it is taken for what it claims to be. */
    private static RenditionFile named(OutputFile output, Path folder) {
        try (InputStream in = Files.newInputStream(output.file(), LinkOption.NOFOLLOW_LINKS)) {
            RenditionFile file =
                    new RenditionFile(output.name(), output.mediaType(), Files.size(output.file()), ContentHash.of(in));
            Path target = folder.resolve(output.name());
            Files.createDirectories(target.resolveSibling("."));
            Files.move(output.file(), target);
            return file;
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE, "what was encoded can't be read back: " + e.getMessage(), e);
        }
    }

    /** Hears how each ends. */
    interface Ends {
        /**
         * The store has it: ours, or that of a worker who was first.
         *
         * @param took what it took us to make and publish it; of several that were made together, its share
         */
        void published(MissingRendition wanted, ObjectStore.Publication publication, Duration took);

        /** It could not be made or published. */
        void failed(MissingRendition wanted, RenditionException reason);
    }
}
