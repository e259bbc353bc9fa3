package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Step;
import dev.renditions.Transcoder.Order;
import dev.renditions.Transcoder.Results;
import dev.renditions.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes what needs every frame or sample of a source: all of it in one run, so that the source is decoded once. Where that
 * run fails, each gets one of its own, so that one that can't be made does not take the others along.
 */
final class WholeRun {
    private final Ffmpeg ffmpeg;

    WholeRun(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    void make(Path source, List<Order> orders, TimeLeft time, Results results) {
        List<Tracks> all =
                orders.stream().map(order -> Tracks.of(order, ffmpeg.threads())).toList();
        Duration begun = time.spent();
        try {
            run(source, all, time.left());
        } catch (MediaException e) {
            all.forEach(tracks -> tracks.files().forEach(Track::delete));
            if (orders.size() == 1 || e.kind() == Kind.TIME) {
                orders.forEach(order -> results.failed(order, e));
            } else {
                orders.forEach(order -> make(source, List.of(order), time, results));
            }
            return;
        }
        Duration spent = time.spent().minus(begun);
        long whole = all.stream().mapToLong(tracks -> weight(tracks.order())).sum();
        for (Tracks tracks : all) {
            Order order = tracks.order();
            order.progress().at(Step.at(1));
            long share = Math.max(1, (long) (spent.toNanos() * ((double) weight(order) / whole)));
            results.made(order, tracks.outputs(), Duration.ofNanos(share));
        }
    }

    private void run(Path source, List<Tracks> all, Duration limit) {
        List<Order> orders = all.stream().map(Tracks::order).toList();
        Path folder = orders.get(0).folder();
        // A WAV from a pipe claims to be longer than it is.
        boolean strict = !FileHead.of(source).pipedWav();
        ConfinedProcess.Ended ended = ffmpeg.run(
                arguments(source, strict, all, ffmpeg.threads()),
                source,
                folder,
                limit,
                new ProgressLines(longest(orders), step -> {
                    orders.forEach(order -> order.progress().at(step));
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

    /**
     * The command line, without the program.
     *
     * @param strict whether the first broken packet ends it
     */
    static List<String> arguments(Path source, boolean strict, List<Tracks> all, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(threads));
        if (!strict) {
            arguments.remove(CommonArguments.STRICT);
        }
        arguments.addAll(InputPins.global());
        arguments.addAll(CommonArguments.decoding(threads));
        arguments.addAll(List.of("-err_detect", "explode"));
        arguments.addAll(InputPins.input(source));
        for (Tracks tracks : all) {
            for (Track track : tracks.files()) {
                arguments.addAll(track.arguments());
                arguments.addAll(CommonArguments.output(track.file()));
            }
        }
        return arguments;
    }

    private static Optional<Duration> longest(List<Order> orders) {
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
