package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.command.ClipRange;
import dev.renditions.ffmpeg.command.RenditionCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.process.DeadlineGuard;
import dev.renditions.ffmpeg.process.ProgressShare;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.track.Rung;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes renditions that need every frame or sample of a source, in one run, so that the source is decoded once. If that run
 * fails with time left, each order gets a separate run, so that an order that can't be made does not fail the others. If the
 * source is damaged, all orders fail at once: the caller examines the damage before it tries again. A run that will probably not
 * end in time is ended early, and the most expensive order is made after the others. Orders with a target loudness are measured
 * in an additional run before, and are encoded again on their own if they miss the target.
 */
public final class WholeRun {
    /** How often audio is encoded at most to reach its target loudness. Most audio needs one or two encodes. */
    private static final int TRIES = 6;

    /** An order is not started if it is estimated to take this many times the remaining time. */
    private static final double HOPELESS = 1.5;

    private static final Logger LOG = LoggerFactory.getLogger(WholeRun.class);

    private final Ffmpeg ffmpeg;
    private final SharedTracks.Finder kinds;
    private final LoudnessNormalizer normalizer;
    private final RenditionCap cap;

    /**
     * Creates an instance for an ffmpeg.
     *
     * @param kinds how each kind of plan is made
     */
    public WholeRun(Ffmpeg ffmpeg, SharedTracks.Finder kinds) {
        this.ffmpeg = ffmpeg;
        this.kinds = kinds;
        this.normalizer = new LoudnessNormalizer(ffmpeg);
        this.cap = new RenditionCap(ffmpeg.limits().outputBytes());
    }

    /**
     * An order, and what was done for it before its run.
     *
     * @param loudness how its loudness is changed; absent to keep that of the source
     * @param spent how long the preparation took
     */
    private record Job(Order order, Optional<LoudnessPlan> loudness, Duration spent) {}

    /** Makes all orders, in one run for each clip of the source that they take. */
    public void make(Input source, List<Order> orders, TimeLeft time, Ending.Sink ends) {
        List<Order> normalized =
                orders.stream().filter(LoudnessNormalizer::applies).toList();
        Duration begun = time.spent();
        Map<Order, LoudnessPlan> loudnesses = measureLoudness(source, normalized, time, ends);
        Duration measuring = time.spent().minus(begun).dividedBy(Math.max(1, normalized.size()));
        Map<Optional<Clip>, List<Job>> jobs = new LinkedHashMap<>();
        for (Order order : orders) {
            if (LoudnessNormalizer.applies(order) && !loudnesses.containsKey(order)) {
                continue;
            }
            Duration before = time.spent();
            try {
                prepare(source, order, time);
            } catch (MediaException e) {
                ends.ended(order.rendition(), new Ending.Failed(e));
                continue;
            }
            Optional<LoudnessPlan> loudness = Optional.ofNullable(loudnesses.get(order));
            Duration spent = time.spent().minus(before).plus(loudness.isPresent() ? measuring : Duration.ZERO);
            jobs.computeIfAbsent(order.plan().clip(), clip -> new ArrayList<>()).add(new Job(order, loudness, spent));
        }
        jobs.forEach((clip, ofClip) -> make(source, ClipRange.of(source, clip), cheapestFirst(ofClip), time, ends));
    }

    /** The loudness plans of the orders that have a target loudness. If the source can't be measured, all of them fail. */
    private Map<Order, LoudnessPlan> measureLoudness(
            Input source, List<Order> normalized, TimeLeft time, Ending.Sink ends) {
        try {
            return normalizer.first(source, normalized, time);
        } catch (MediaException e) {
            normalized.forEach(order -> ends.ended(order.rendition(), new Ending.Failed(e)));
            return Map.of();
        }
    }

    /** Makes the files that an order needs in addition to the source and its run. */
    private void prepare(Input source, Order order, TimeLeft time) {
        Edits edits = order.plan().profile().edits();
        edits.watermark().ifPresent(watermark -> new WatermarkFile(ffmpeg).copy(order, watermark));
        if (!edits.metadata().isEmpty()) {
            new SourceTags(ffmpeg).copy(source.file(), order, edits.metadata());
        }
        kinds.of(order.plan()).prepare(source, order, ffmpeg, time);
    }

    private List<Job> cheapestFirst(List<Job> jobs) {
        return jobs.stream()
                .sorted(Comparator.comparing(job -> weight(job.order())))
                .toList();
    }

    /**
     * Makes orders that take the same part of the source.
     *
     * @param jobs the orders, the cheapest first
     */
    private void make(Input source, ClipRange section, List<Job> jobs, TimeLeft time, Ending.Sink ends) {
        List<Order> orders = jobs.stream().map(Job::order).toList();
        RunInputs inputs = new RunInputs(source, section, streams(orders), ffmpeg.settings(source.file()));
        List<OutputTracks> made = jobs.stream()
                .map(job -> kinds.of(job.order().plan()).tracks(job.order(), job.loudness(), inputs))
                .toList();
        Duration begun = time.spent();
        try {
            run(new SharedRun(ffmpeg, inputs, made), orders, time);
        } catch (DeadlineGuard.StoppedEarly e) {
            made.forEach(tracks -> tracks.files().forEach(RunOutput::delete));
            makeMostExpensiveLast(source, section, jobs, e, time, ends);
            return;
        } catch (MediaException e) {
            made.forEach(tracks -> tracks.files().forEach(RunOutput::delete));
            // Damage would end each separate run too, after decoding everything up to it again.
            if (jobs.size() == 1 || time.over() || e.kind() == Kind.DAMAGED) {
                orders.forEach(order -> ends.ended(order.rendition(), new Ending.Failed(e)));
            } else {
                // The cheapest first: the most expensive one may use up all remaining time.
                jobs.forEach(job -> make(source, section, List.of(job), time, ends));
            }
            return;
        }
        Duration spent = time.spent().minus(begun);
        for (int i = 0; i < made.size(); i++) {
            Job job = jobs.get(i);
            Duration encoding = Duration.ofNanos(Math.max(1, (long) (spent.toNanos() * share(job.order(), orders))));
            ends.ended(
                    job.order().rendition(),
                    finish(source, made.get(i), job.loudness(), job.spent().plus(encoding), time));
        }
    }

    private List<Integer> streams(List<Order> orders) {
        return orders.stream()
                .flatMap(order -> kinds.of(order.plan()).streams().stream())
                .distinct()
                .toList();
    }

    private void run(SharedRun run, List<Order> orders, TimeLeft time) {
        if (orders.size() == 1) {
            run.run(listeners(orders, 0), time.left());
        } else {
            List<Long> weights = orders.stream().map(this::weight).toList();
            run.run(listeners(orders, 0), time.left(), DeadlineGuard.Shares.of(weights));
        }
    }

    /** Makes all but the most expensive order in one run, and then that order if it can end in time. */
    private void makeMostExpensiveLast(
            Input source,
            ClipRange section,
            List<Job> jobs,
            DeadlineGuard.StoppedEarly together,
            TimeLeft time,
            Ending.Sink ends) {
        LOG.info("{}", together.getMessage());
        Job mostExpensive = jobs.get(jobs.size() - 1);
        double share =
                share(mostExpensive.order(), jobs.stream().map(Job::order).toList());
        make(source, section, jobs.subList(0, jobs.size() - 1), time, ends);
        long seconds = Math.round(together.seconds() * share);
        long left = Math.max(0, time.remaining().toSeconds());
        if (left < seconds / HOPELESS) {
            MediaException reason = new MediaException(
                    Kind.TIME,
                    "it would take about " + seconds + " s, but " + left
                            + " s are left after the cheaper renditions; raise " + SettingName.ENCODE_LIMIT);
            ends.ended(mostExpensive.order().rendition(), new Ending.Failed(reason));
        } else {
            make(source, section, List.of(mostExpensive), time, ends);
        }
    }

    /** The share of an order in the work of a run, from 0 to 1. */
    private double share(Order order, List<Order> all) {
        return (double) weight(order) / all.stream().mapToLong(this::weight).sum();
    }

    /** Completes a rendition after the run. */
    private Ending finish(
            Input source, OutputTracks tracks, Optional<LoudnessPlan> loudness, Duration spent, TimeLeft time) {
        Order order = tracks.order();
        Duration begun = time.spent();
        List<OutputFile> outputs;
        try {
            normalizeLoudness(source, tracks, loudness, time);
            kinds.of(order.plan()).complete(order, ffmpeg, time);
            outputs = tracks.rendition().outputs();
        } catch (IOException e) {
            return new Ending.Failed(SharedRun.unreadable(e));
        } catch (MediaException e) {
            tracks.files().forEach(RunOutput::delete);
            return new Ending.Failed(e);
        }
        order.progress().at(EncodeProgress.at(1));
        return cap.ending(order, outputs, spent.plus(time.spent().minus(begun)));
    }

    /** Encodes audio again, into the same file, until its loudness can't be improved. */
    private void normalizeLoudness(Input source, OutputTracks made, Optional<LoudnessPlan> first, TimeLeft time) {
        Order order = made.order();
        Optional<LoudnessPlan> loudness = first;
        for (int tried = 1; tried < TRIES && loudness.isPresent(); tried++) {
            Path file = made.files().get(0).file();
            loudness = normalizer.next(order, loudness.get(), file, tried == TRIES - 1, time);
            if (loudness.isPresent()) {
                made.files().forEach(RunOutput::delete);
                RunInputs inputs = RunInputs.whole(source, order.plan().streams(), ffmpeg.settings(source.file()));
                new SharedRun(ffmpeg, inputs, List.of(kinds.of(order.plan()).tracks(order, loudness, inputs)))
                        .run(listeners(List.of(order), tried), time.left());
            }
        }
    }

    /**
     * The receivers of the progress of each order.
     *
     * @param tried how often the order was encoded before
     */
    private static List<Progress> listeners(List<Order> orders, int tried) {
        return orders.stream()
                .map(order -> LoudnessNormalizer.applies(order)
                        ? ProgressShare.ofAttempt(tried, order.progress())
                        : order.progress())
                .toList();
    }

    /**
     * A rough measure of the time that an order takes in a run: the encoded pixels, weighted by the cost of their encoder. Audio
     * costs next to nothing.
     */
    private long weight(Order order) {
        return 10_000L
                + kinds.of(order.plan()).rungs().stream()
                        .mapToLong(WholeRun::weight)
                        .sum();
    }

    private static long weight(Rung rung) {
        long pixels = (long) rung.size().width() * rung.size().height();
        return VideoEncoder.of(rung.settings().codec()).weight() * pixels;
    }
}
