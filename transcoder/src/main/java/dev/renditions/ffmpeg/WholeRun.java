package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Step;
import dev.renditions.Transcoder.Order;
import dev.renditions.Transcoder.Output;
import dev.renditions.Transcoder.Results;
import dev.renditions.plan.Plan;
import dev.renditions.plan.Rung;
import dev.renditions.profile.Clip;
import dev.renditions.profile.Edits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Makes all of them; the clips among them in runs of their own, each of those that take the same part. */
    void make(Path source, List<Order> orders, TimeLeft time, Results results) {
        Map<Optional<Clip>, List<Order>> parts = new LinkedHashMap<>();
        for (Order order : orders) {
            try {
                bring(source, order, time);
            } catch (MediaException e) {
                results.failed(order, e);
                continue;
            }
            parts.computeIfAbsent(Tracks.clip(order.plan()), clip -> new ArrayList<>())
                    .add(order);
        }
        parts.forEach((clip, part) -> make(source, Section.of(source, clip), part, time, results));
    }

    /** What an order needs beside the source and its run. */
    private void bring(Path source, Order order, TimeLeft time) {
        Edits edits = Tracks.edits(order.plan());
        edits.watermark().ifPresent(watermark -> new WatermarkFile(ffmpeg).bring(order, watermark));
        if (!edits.metadata().isEmpty()) {
            new SourceTags(ffmpeg).bring(source, order, edits.metadata());
        }
        if (order.plan() instanceof Plan.Streaming streaming) {
            new StreamingPackage(streaming, order.folder()).bringTexts(source, new TextFiles(ffmpeg), time);
        }
    }

    private void make(Path source, Section section, List<Order> orders, TimeLeft time, Results results) {
        RunInputs inputs = new RunInputs(source, section);
        List<Tracks> all = orders.stream()
                .map(order -> Tracks.of(order, ffmpeg.threads(), inputs))
                .toList();
        Duration begun = time.spent();
        try {
            run(inputs, all, time.left());
        } catch (MediaException e) {
            all.forEach(tracks -> tracks.files().forEach(Track::delete));
            if (orders.size() == 1 || e.kind() == Kind.TIME) {
                orders.forEach(order -> results.failed(order, e));
            } else {
                orders.forEach(order -> make(source, section, List.of(order), time, results));
            }
            return;
        }
        Duration spent = time.spent().minus(begun);
        long whole = all.stream().mapToLong(tracks -> weight(tracks.order())).sum();
        for (Tracks tracks : all) {
            Order order = tracks.order();
            long share = Math.max(1, (long) (spent.toNanos() * ((double) weight(order) / whole)));
            List<Output> outputs;
            try {
                outputs = tracks.rendition().outputs();
            } catch (IOException e) {
                results.failed(order, unreadable(e));
                continue;
            } catch (MediaException e) {
                results.failed(order, e);
                continue;
            }
            order.progress().at(Step.at(1));
            results.made(order, outputs, Duration.ofNanos(share));
        }
    }

    private static MediaException unreadable(IOException e) {
        return new MediaException(Kind.ENGINE, "what was encoded can't be read back: " + e.getMessage(), e);
    }

    private void run(RunInputs inputs, List<Tracks> all, Duration limit) {
        List<Order> orders = all.stream().map(Tracks::order).toList();
        Path folder = orders.get(0).folder();
        // A WAV from a pipe claims to be longer than it is.
        boolean strict = !FileHead.of(inputs.source()).pipedWav();
        ConfinedProcess.Ended ended = ffmpeg.run(
                arguments(inputs, strict, all, ffmpeg.threads()),
                inputs.source(),
                orders.stream().map(Order::folder).toList(),
                limit,
                new ProgressLines(
                        longest(orders),
                        new HopelessRun(
                                limit,
                                step -> orders.forEach(order -> order.progress().at(step)))));
        Diagnosis.ofSuccess(ended, inputs.source(), folder.resolve(Tracks.UNPROVED))
                .ifPresent(damage -> {
                    throw damage;
                });
        try {
            for (Tracks tracks : all) {
                for (Track track : tracks.files()) {
                    track.check();
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The command line, without the program.
     *
     * @param strict whether the first broken packet ends it
     */
    static List<String> arguments(RunInputs inputs, boolean strict, List<Tracks> all, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(threads));
        if (!strict) {
            arguments.remove(CommonArguments.STRICT);
        }
        arguments.addAll(InputPins.global());
        arguments.addAll(CommonArguments.decoding(threads));
        arguments.addAll(List.of("-err_detect", "explode"));
        arguments.addAll(inputs.arguments());
        for (Tracks tracks : all) {
            for (Track track : tracks.files()) {
                arguments.addAll(track.arguments());
                arguments.addAll(inputs.section().ofOutput());
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
        List<Rung> rungs = List.of();
        if (order.plan() instanceof Plan.Video v) {
            rungs = List.of(v.rung());
        } else if (order.plan() instanceof Plan.Streaming s) {
            rungs = s.ladder();
        }
        return 10_000L
                + rungs.stream()
                        .mapToLong(
                                rung -> (long) rung.size().width() * rung.size().height())
                        .sum();
    }
}
