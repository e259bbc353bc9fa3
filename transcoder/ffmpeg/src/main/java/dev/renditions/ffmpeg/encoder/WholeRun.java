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
 * Makes what needs every frame or sample of a source: all of it in one run, so that the source is decoded once. Where that
 * run fails with time left, each gets one of its own, so that one that can't be made does not take the others along; unless
 * the source is damaged, which its caller finds out about first. A run that will probably not end in time is ended early, and
 * the heaviest order is made after the others. What is
 * to have a certain loudness is measured in a run before, and made again by itself if it has not got it.
 */
public final class WholeRun {
    /** How often sound is made at most until it has its loudness: once or twice, but for the wildest noise. */
    private static final int TRIES = 6;

    /** An order is not begun that would take this many times the time that is left. */
    private static final double HOPELESS = 1.5;

    private static final Logger LOG = LoggerFactory.getLogger(WholeRun.class);

    private final Ffmpeg ffmpeg;
    private final SharedTracks.Finder kinds;
    private final LoudnessNormalizer leveller;
    private final RenditionCap cap;

    /**
     * One that runs this program.
     *
     * @param kinds how each kind of plan is made
     */
    public WholeRun(Ffmpeg ffmpeg, SharedTracks.Finder kinds) {
        this.ffmpeg = ffmpeg;
        this.kinds = kinds;
        this.leveller = new LoudnessNormalizer(ffmpeg);
        this.cap = new RenditionCap(ffmpeg.limits().outputBytes());
    }

    /**
     * An order, and what was done for it before its run.
     *
     * @param level how loud it is made; absent for as loud as it is
     * @param spent what that took
     */
    private record Job(Order order, Optional<LoudnessPlan> level, Duration spent) {}

    /** Makes all of them; the clips among them in runs of their own, each of those that take the same part. */
    public void make(Input source, List<Order> orders, TimeLeft time, Ending.Sink ends) {
        List<Order> levelled =
                orders.stream().filter(LoudnessNormalizer::concerns).toList();
        Duration begun = time.spent();
        Map<Order, LoudnessPlan> levels = levels(source, levelled, time, ends);
        Duration measuring = time.spent().minus(begun).dividedBy(Math.max(1, levelled.size()));
        Map<Optional<Clip>, List<Job>> jobs = new LinkedHashMap<>();
        for (Order order : orders) {
            if (LoudnessNormalizer.concerns(order) && !levels.containsKey(order)) {
                continue;
            }
            Duration before = time.spent();
            try {
                bring(source, order, time);
            } catch (MediaException e) {
                ends.ended(order.rendition(), new Ending.Failed(e));
                continue;
            }
            Optional<LoudnessPlan> level = Optional.ofNullable(levels.get(order));
            Duration spent = time.spent().minus(before).plus(level.isPresent() ? measuring : Duration.ZERO);
            jobs.computeIfAbsent(order.plan().clip(), clip -> new ArrayList<>()).add(new Job(order, level, spent));
        }
        jobs.forEach((clip, alike) -> make(source, ClipRange.of(source, clip), lightestFirst(alike), time, ends));
    }

    /** How loud those are made that are to have a certain loudness; those that it can't be told of have failed. */
    private Map<Order, LoudnessPlan> levels(Input source, List<Order> levelled, TimeLeft time, Ending.Sink ends) {
        try {
            return leveller.first(source, levelled, time);
        } catch (MediaException e) {
            levelled.forEach(order -> ends.ended(order.rendition(), new Ending.Failed(e)));
            return Map.of();
        }
    }

    /** What an order needs beside the source and its run. */
    private void bring(Input source, Order order, TimeLeft time) {
        Edits edits = order.plan().profile().edits();
        edits.watermark().ifPresent(watermark -> new WatermarkFile(ffmpeg).bring(order, watermark));
        if (!edits.metadata().isEmpty()) {
            new SourceTags(ffmpeg).bring(source.file(), order, edits.metadata());
        }
        kinds.of(order.plan()).prepare(source, order, ffmpeg, time);
    }

    private List<Job> lightestFirst(List<Job> jobs) {
        return jobs.stream()
                .sorted(Comparator.comparing(job -> weight(job.order())))
                .toList();
    }

    /**
     * Makes those that take the same part of the source.
     *
     * @param jobs what to make, the lightest first
     */
    private void make(Input source, ClipRange section, List<Job> jobs, TimeLeft time, Ending.Sink ends) {
        List<Order> orders = jobs.stream().map(Job::order).toList();
        RunInputs inputs = new RunInputs(source, section, streams(orders), ffmpeg.settings(source.file()));
        List<OutputTracks> made = jobs.stream()
                .map(job -> kinds.of(job.order().plan()).tracks(job.order(), job.level(), inputs))
                .toList();
        Duration begun = time.spent();
        try {
            run(new SharedRun(ffmpeg, inputs, made), orders, time);
        } catch (DeadlineGuard.Ended e) {
            made.forEach(tracks -> tracks.files().forEach(RunOutput::delete));
            makeHeaviestLast(source, section, jobs, e, time, ends);
            return;
        } catch (MediaException e) {
            made.forEach(tracks -> tracks.files().forEach(RunOutput::delete));
            // Damage would end each of them again, at the cost of decoding up to it.
            if (jobs.size() == 1 || time.over() || e.kind() == Kind.DAMAGED) {
                orders.forEach(order -> ends.ended(order.rendition(), new Ending.Failed(e)));
            } else {
                // What takes longest may be what could not be made in time, and is to leave the others theirs.
                jobs.forEach(job -> make(source, section, List.of(job), time, ends));
            }
            return;
        }
        Duration spent = time.spent().minus(begun);
        for (int i = 0; i < made.size(); i++) {
            Job job = jobs.get(i);
            Duration its = Duration.ofNanos(Math.max(1, (long) (spent.toNanos() * share(job.order(), orders))));
            ends.ended(
                    job.order().rendition(),
                    finish(source, made.get(i), job.level(), job.spent().plus(its), time));
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
            run.run(told(orders, 0), time.left());
        } else {
            List<Long> weights = orders.stream().map(this::weight).toList();
            run.run(told(orders, 0), time.left(), DeadlineGuard.Shares.of(weights));
        }
    }

    /** Makes all but the heaviest together, and then that one, if it can end in time. */
    private void makeHeaviestLast(
            Input source,
            ClipRange section,
            List<Job> jobs,
            DeadlineGuard.Ended together,
            TimeLeft time,
            Ending.Sink ends) {
        LOG.info("{}", together.getMessage());
        Job heaviest = jobs.get(jobs.size() - 1);
        double share = share(heaviest.order(), jobs.stream().map(Job::order).toList());
        make(source, section, jobs.subList(0, jobs.size() - 1), time, ends);
        long seconds = Math.round(together.seconds() * share);
        long left = Math.max(0, time.remaining().toSeconds());
        if (left < seconds / HOPELESS) {
            MediaException reason = new MediaException(
                    Kind.TIME,
                    "it would take about " + seconds + " s, and " + left
                            + " s are left after what takes less time; give it more time ("
                            + SettingName.ENCODE_LIMIT + ")");
            ends.ended(heaviest.order().rendition(), new Ending.Failed(reason));
        } else {
            make(source, section, List.of(heaviest), time, ends);
        }
    }

    /** What an order has of a run that several share, from 0 to 1. */
    private double share(Order order, List<Order> all) {
        return (double) weight(order) / all.stream().mapToLong(this::weight).sum();
    }

    /** Does what is left to do after the run. */
    private Ending finish(
            Input source, OutputTracks tracks, Optional<LoudnessPlan> level, Duration spent, TimeLeft time) {
        Order order = tracks.order();
        Duration begun = time.spent();
        List<OutputFile> outputs;
        try {
            settle(source, tracks, level, time);
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

    /** Makes sound again, into the same file, until it is as loud as it can be. */
    private void settle(Input source, OutputTracks made, Optional<LoudnessPlan> first, TimeLeft time) {
        Order order = made.order();
        Optional<LoudnessPlan> level = first;
        for (int tried = 1; tried < TRIES && level.isPresent(); tried++) {
            Path file = made.files().get(0).file();
            level = leveller.next(order, level.get(), file, tried == TRIES - 1, time);
            if (level.isPresent()) {
                made.files().forEach(RunOutput::delete);
                RunInputs inputs = RunInputs.whole(source, order.plan().streams(), ffmpeg.settings(source.file()));
                new SharedRun(ffmpeg, inputs, List.of(kinds.of(order.plan()).tracks(order, level, inputs)))
                        .run(told(List.of(order), tried), time.left());
            }
        }
    }

    /**
     * Who is told how far each is.
     *
     * @param tried how often it was made before
     */
    private static List<Progress> told(List<Order> orders, int tried) {
        return orders.stream()
                .map(order -> LoudnessNormalizer.concerns(order)
                        ? ProgressShare.ofTry(tried, order.progress())
                        : order.progress())
                .toList();
    }

    /**
     * What share of a run an order has in its time, roughly: the pixels that are encoded, by what they cost. Sound is next to
     * nothing.
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
