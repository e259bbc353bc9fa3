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
import dev.renditions.ffmpeg.encoder.TrackEncoder.Wanted;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.DeadlineGuard;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.Plan;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders of one source that are made together: see {@link RenditionAssembler}. For one thread. */
final class OrdersRun {
    /** An order is not started if it is estimated to take this many times the remaining time. */
    private static final double HOPELESS = 1.5;

    private static final Logger LOG = LoggerFactory.getLogger(OrdersRun.class);

    private final Ffmpeg ffmpeg;
    private final Assembly.Finder kinds;
    private final Input source;
    private final TrackSet tracks;
    private final TimeLeft time;
    private final Ending.Sink ends;
    private final TrackEncoder encoder;

    OrdersRun(Ffmpeg ffmpeg, Assembly.Finder kinds, Input source, TrackSet tracks, TimeLeft time, Ending.Sink ends) {
        this.ffmpeg = ffmpeg;
        this.kinds = kinds;
        this.source = source;
        this.tracks = tracks;
        this.time = time;
        this.ends = ends;
        this.encoder = new TrackEncoder(ffmpeg, source, tracks, time);
    }

    /**
     * An order whose own files are prepared.
     *
     * @param spent how long that took
     * @param whole whether its assembly is all of the work
     */
    private record Job(Order order, Duration spent, boolean whole) {}

    /** Makes all orders, in one run for each clip of the source that they take. */
    void make(List<Order> orders) {
        Map<Optional<Clip>, List<Job>> jobs = new LinkedHashMap<>();
        for (Order order : measured(orders)) {
            Duration before = time.spent();
            boolean whole = complete(order);
            try {
                prepare(order);
                jobs.computeIfAbsent(order.plan().clip(), clip -> new ArrayList<>())
                        .add(new Job(order, time.spent().minus(before), whole));
            } catch (MediaException e) {
                end(order, new Ending.Failed(e));
            }
        }
        jobs.forEach((clip, ofClip) -> make(() -> ClipRange.of(source, clip), cheapestFirst(ofClip)));
    }

    /** Whether nothing is to be encoded before an order is assembled. */
    private boolean complete(Order order) {
        return kinds.of(order.plan()).withoutTracks(source)
                || tracks.missing(order).isEmpty();
    }

    /** The orders that can be made. If the source's loudness can't be measured, all orders that need it fail. */
    private List<Order> measured(List<Order> orders) {
        List<Order> normalized = orders.stream()
                .filter(order -> !encoder.normalized(order).isEmpty())
                .toList();
        try {
            if (!normalized.isEmpty()) {
                encoder.measure(normalized);
            }
            return orders;
        } catch (MediaException e) {
            normalized.forEach(order -> end(order, new Ending.Failed(e)));
            return orders.stream().filter(order -> !normalized.contains(order)).toList();
        }
    }

    /** Makes the files that an order needs in addition to the source and its tracks. */
    private void prepare(Order order) {
        Edits edits = order.plan().profile().edits();
        boolean marked = tracks.missing(order).stream().anyMatch(VideoRecipe.class::isInstance);
        edits.watermark().filter(w -> marked).ifPresent(mark -> new WatermarkFile(ffmpeg).copy(order, mark));
        if (!edits.metadata().isEmpty()) {
            new SourceTags(ffmpeg).copy(source.file(), order, edits.metadata());
        }
        kinds.of(order.plan()).prepare(source, order, ffmpeg, time);
    }

    private List<Job> cheapestFirst(List<Job> jobs) {
        return jobs.stream()
                .sorted(Comparator.comparing(job -> tracks.missing(job.order()).stream()
                        .mapToLong(recipe -> new Wanted(recipe, job.order()).weight())
                        .sum()))
                .toList();
    }

    /**
     * Makes orders that take the same part of the source.
     *
     * @param section that part; finding it may read the source, which is needed only for an encode
     * @param jobs the orders, the cheapest first
     */
    private void make(Supplier<ClipRange> section, List<Job> jobs) {
        List<Job> encoding = new ArrayList<>();
        for (Job job : jobs) {
            if (complete(job.order())) {
                assemble(job);
            } else if (padded(section.get(), job.order())) {
                encoding.add(job);
            }
        }
        if (encoding.isEmpty()) {
            return;
        }
        List<Order> orders = encoding.stream().map(Job::order).toList();
        List<Wanted> wanted = wanted(orders);
        Optional<WorkDivision> division = division(orders, wanted);
        try {
            if (!wanted.isEmpty()) {
                encoder.encode(section.get(), wanted, orders, division.map(WorkDivision::shares));
            }
        } catch (DeadlineGuard.StoppedEarly e) {
            makeMostExpensiveLast(section, encoding, division.orElseThrow(), e);
            return;
        } catch (MediaException e) {
            // Damage would end each separate run too, after decoding everything up to it again.
            if (encoding.size() == 1 || time.over() || e.kind() == Kind.DAMAGED) {
                orders.forEach(order -> end(order, new Ending.Failed(e)));
            } else {
                // The cheapest first: the most expensive one may use up all remaining time.
                encoding.forEach(job -> make(section, List.of(job)));
            }
            return;
        }
        encoding.forEach(this::assemble);
    }

    /**
     * Encodes the missing audio with silence at its end by separate runs: ffmpeg 8.1.2 hangs when other outputs use the same
     * audio. One run makes tracks of different audio.
     *
     * @return false if the order has failed
     */
    private boolean padded(ClipRange section, Order order) {
        try {
            Order unheard = new Order(order.rendition(), order.folder(), Progress.NONE);
            for (List<TrackRecipe> together : ofDifferentAudio(tracks.missing(order))) {
                List<Wanted> wanted = together.stream()
                        .map(recipe -> new Wanted(recipe, unheard))
                        .toList();
                encoder.encode(section, wanted, List.of(unheard), Optional.empty());
            }
            return true;
        } catch (MediaException e) {
            end(order, new Ending.Failed(e));
            return false;
        }
    }

    /** The audio with silence at its end, divided so that no two tracks of a part use the same stream. */
    private static List<List<TrackRecipe>> ofDifferentAudio(List<TrackRecipe> missing) {
        List<List<TrackRecipe>> parts = new ArrayList<>();
        for (TrackRecipe recipe : missing) {
            if (recipe instanceof AudioRecipe audio
                    && !audio.silence().padding().isZero()) {
                parts.stream()
                        .filter(part -> part.stream()
                                .allMatch(other -> Collections.disjoint(other.streams(), recipe.streams())))
                        .findFirst()
                        .ifPresentOrElse(part -> part.add(recipe), () -> parts.add(new ArrayList<>(List.of(recipe))));
            }
        }
        return parts;
    }

    /** The missing tracks of all orders, each once, for the cheapest order that needs it. */
    private List<Wanted> wanted(List<Order> orders) {
        Map<TrackRecipe, Order> owners = new LinkedHashMap<>();
        orders.forEach(order -> tracks.missing(order).forEach(recipe -> owners.putIfAbsent(recipe, order)));
        return owners.entrySet().stream()
                .map(entry -> new Wanted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Optional<WorkDivision> division(List<Order> orders, List<Wanted> wanted) {
        Map<Order, List<TrackRecipe>> needs = new LinkedHashMap<>();
        orders.forEach(order -> needs.put(order, tracks.missing(order)));
        return WorkDivision.of(needs, wanted);
    }

    /** Makes the orders without the heaviest track in one run, and then the others if they can end in time. */
    private void makeMostExpensiveLast(
            Supplier<ClipRange> section, List<Job> jobs, WorkDivision division, DeadlineGuard.StoppedEarly together) {
        LOG.info("{}", together.getMessage());
        make(section, of(division.first(), jobs));
        long seconds = Math.round(together.seconds() * (1 - division.shares().lighter()));
        long left = Math.max(0, time.remaining().toSeconds());
        if (left < seconds / HOPELESS) {
            MediaException reason = new MediaException(
                    Kind.TIME,
                    "it would take about " + seconds + " s, but " + left
                            + " s are left after the cheaper renditions; raise " + SettingName.ENCODE_LIMIT);
            division.last().forEach(order -> end(order, new Ending.Failed(reason)));
        } else {
            make(section, of(division.last(), jobs));
        }
    }

    private static List<Job> of(List<Order> orders, List<Job> jobs) {
        return jobs.stream().filter(job -> orders.contains(job.order())).toList();
    }

    /** Puts a rendition together whose tracks exist, unless one of them failed. */
    private void assemble(Job job) {
        Order order = job.order();
        Duration begun = time.spent();
        try {
            encoder.failure(order).ifPresent(failure -> {
                throw failure;
            });
            AssemblyScene scene = new AssemblyScene(
                    source, order, tracks, ffmpeg, time, job.whole() ? order.progress() : Progress.NONE);
            Assembly.Assembled assembled = kinds.of(order.plan()).assemble(scene);
            order.progress().at(EncodeProgress.at(1));
            List<AssembledTrack> parts = parts(order, assembled);
            Duration encoding = parts.stream()
                    .filter(AssembledTrack::encoded)
                    .map(AssembledTrack::encodeTime)
                    .reduce(job.spent(), Duration::plus);
            Duration took = encoding.plus(time.spent().minus(begun));
            end(order, new RenditionCap(ffmpeg.limits().outputBytes()).ending(order, assembled.outputs(), took, parts));
        } catch (IOException e) {
            end(order, new Ending.Failed(TrackRun.unreadable(e)));
        } catch (MediaException e) {
            end(order, new Ending.Failed(e, suspects(order, e)));
        }
    }

    /** The ready tracks of an order, if nothing else was read and they can be why its assembly failed. */
    private List<ReadyTrack> suspects(Order order, MediaException failure) {
        Plan.Make plan = order.plan();
        boolean elsewhere = failure.kind() == Kind.TIME
                || failure.kind() == Kind.ENGINE
                || encoder.failure(order).isPresent()
                || plan.copies()
                || kinds.of(plan).withoutTracks(source);
        return elsewhere ? List.of() : tracks.ready(order);
    }

    private List<AssembledTrack> parts(Order order, Assembly.Assembled assembled) {
        List<AssembledTrack> parts = new ArrayList<>();
        for (TrackRecipe recipe : order.plan().tracks()) {
            String file = assembled.files().get(recipe);
            if (file != null) {
                LocalTrack track = tracks.find(recipe).orElseThrow();
                parts.add(new AssembledTrack(recipe, file, track.encodeTime(), track.madeFor(order)));
            }
        }
        return parts;
    }

    /** Tracks that no other order needs are deleted before the rendition is published, which may take as much space again. */
    private void end(Order order, Ending ending) {
        tracks.release(order);
        ends.ended(order.rendition(), ending);
    }
}
