package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Step;
import dev.renditions.Transcoder.Order;
import dev.renditions.Transcoder.Progress;
import dev.renditions.Transcoder.Results;
import dev.renditions.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes what needs every frame or sample of a source: all of it in one run, so that the source is decoded once. Where that
 * run fails, each gets one of its own, so that one that can't be made does not take the others along. What is to have a
 * certain loudness is measured in a run before, and made again by itself if it has not got it.
 */
final class WholeRun {
    /** How often sound is made at most until it has its loudness: once or twice, but for the wildest noise. */
    private static final int TRIES = 6;

    private final Ffmpeg ffmpeg;
    private final Leveller leveller;

    WholeRun(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
        this.leveller = new Leveller(ffmpeg);
    }

    void make(Path source, List<Order> orders, TimeLeft time, Results results) {
        List<Order> levelled = orders.stream().filter(Leveller::concerns).toList();
        List<Order> ready = orders;
        Map<Order, Level> levels = Map.of();
        try {
            levels = leveller.first(source, levelled, time);
        } catch (MediaException e) {
            levelled.forEach(order -> results.failed(order, e));
            ready = orders.stream().filter(order -> !Leveller.concerns(order)).toList();
        }
        if (!ready.isEmpty()) {
            encode(source, ready, levels, time, results);
        }
    }

    private void encode(Path source, List<Order> orders, Map<Order, Level> levels, TimeLeft time, Results results) {
        List<Tracks> all = orders.stream()
                .map(order -> Tracks.of(order, Optional.ofNullable(levels.get(order)), ffmpeg.threads()))
                .toList();
        Duration begun = time.spent();
        try {
            run(source, all, 0, time);
        } catch (MediaException e) {
            all.forEach(tracks -> tracks.files().forEach(Track::delete));
            if (orders.size() == 1 || e.kind() == Kind.TIME) {
                orders.forEach(order -> results.failed(order, e));
            } else {
                orders.forEach(order -> encode(source, List.of(order), levels, time, results));
            }
            return;
        }
        Duration spent = time.spent().minus(begun);
        long whole = all.stream().mapToLong(tracks -> weight(tracks.order())).sum();
        for (Tracks tracks : all) {
            Order order = tracks.order();
            long share = Math.max(1, (long) (spent.toNanos() * ((double) weight(order) / whole)));
            begun = time.spent();
            try {
                settle(source, tracks, levels, time);
            } catch (MediaException e) {
                tracks.files().forEach(Track::delete);
                results.failed(order, e);
                continue;
            }
            order.progress().at(Step.at(1));
            results.made(
                    order,
                    tracks.outputs(),
                    Duration.ofNanos(share).plus(time.spent().minus(begun)));
        }
    }

    /** Makes sound again, into the same file, until it is as loud as it can be. */
    private void settle(Path source, Tracks made, Map<Order, Level> levels, TimeLeft time) {
        Order order = made.order();
        Optional<Level> level = Optional.ofNullable(levels.get(order));
        for (int tried = 1; tried < TRIES && level.isPresent(); tried++) {
            Path file = made.files().get(0).file();
            level = leveller.next(order, level.get(), file, tried == TRIES - 1, time);
            if (level.isPresent()) {
                made.files().forEach(Track::delete);
                run(source, List.of(Tracks.of(order, level, ffmpeg.threads())), tried, time);
            }
        }
    }

    /**
     * One run.
     *
     * @param tried how often the tracks were made before
     */
    private void run(Path source, List<Tracks> all, int tried, TimeLeft time) {
        List<Order> orders = all.stream().map(Tracks::order).toList();
        List<Progress> told =
                orders.stream().map(order -> progress(order, tried)).toList();
        Path folder = orders.get(0).folder();
        boolean strict = CommonArguments.strict(source);
        ConfinedProcess.Ended ended = ffmpeg.run(
                arguments(source, strict, all, ffmpeg.threads()),
                source,
                folder,
                time.left(),
                new ProgressLines(longest(orders), step -> {
                    told.forEach(progress -> progress.at(step));
                }));
        Diagnosis.ofSuccess(ended, source, folder.resolve(Tracks.UNPROVED)).ifPresent(damage -> {
            throw damage;
        });
        try {
            for (Tracks tracks : all) {
                for (Track track : tracks.files()) {
                    track.check();
                }
            }
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "what was encoded can't be read back: " + e.getMessage(), e);
        }
    }

    private static Progress progress(Order order, int tried) {
        return Leveller.concerns(order) ? Share.ofTry(tried, order.progress()) : order.progress();
    }

    /**
     * The command line, without the program.
     *
     * @param strict whether the first broken packet ends it
     */
    static List<String> arguments(Path source, boolean strict, List<Tracks> all, int threads) {
        List<String> arguments = CommonArguments.whole(source, strict, threads);
        for (Tracks tracks : all) {
            for (Track track : tracks.files()) {
                arguments.addAll(track.arguments());
                arguments.addAll(CommonArguments.output(track.file()));
            }
        }
        return arguments;
    }

    /** How long a run over the source is, as far as its orders tell. */
    static Optional<Duration> longest(List<Order> orders) {
        return orders.stream()
                .map(order -> order.plan().duration().orElse(null))
                .filter(Objects::nonNull)
                .max(Duration::compareTo);
    }

    /** What share of a run an order has in its time, roughly: the pixels that are encoded. Sound is next to nothing. */
    private static long weight(Order order) {
        if (order.plan() instanceof Plan.Video v) {
            return 10_000L + (long) v.rung().size().width() * v.rung().size().height();
        }
        return 10_000L;
    }
}
