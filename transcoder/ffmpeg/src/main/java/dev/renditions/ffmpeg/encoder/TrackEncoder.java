package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.command.ClipRange;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.process.DeadlineGuard;
import dev.renditions.ffmpeg.process.ProgressShare;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.VideoRecipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Encodes tracks of one source into files, several in one run. Audio with a target loudness is measured in a run before, and is
 * encoded again on its own if it misses the target. For one thread.
 */
final class TrackEncoder {
    /** How often audio is encoded at most to reach its target loudness. Most audio needs one or two encodes. */
    private static final int TRIES = 6;

    /** The cost of audio beside that of video, which is the number of its pixels. */
    private static final long AUDIO_WEIGHT = 10_000;

    private final Ffmpeg ffmpeg;
    private final Input source;
    private final TrackSet tracks;
    private final TimeLeft time;
    private final LoudnessNormalizer normalizer;
    private final Map<TrackRecipe, LoudnessPlan> loudness = new HashMap<>();
    private final Map<TrackRecipe, Duration> measuring = new HashMap<>();
    private final Map<TrackRecipe, MediaException> failures = new HashMap<>();

    TrackEncoder(Ffmpeg ffmpeg, Input source, TrackSet tracks, TimeLeft time) {
        this.ffmpeg = ffmpeg;
        this.source = source;
        this.tracks = tracks;
        this.time = time;
        this.normalizer = new LoudnessNormalizer(ffmpeg);
    }

    /**
     * A track to encode. Immutable.
     *
     * @param owner the order whose folder gets the track
     */
    record Wanted(TrackRecipe recipe, Order owner) {
        /** A rough measure of the time that its encode takes: the pixels of a frame, weighted by the cost of their encoder. */
        long weight() {
            return recipe instanceof VideoRecipe video ? pixels(video) : AUDIO_WEIGHT;
        }

        private static long pixels(VideoRecipe video) {
            long pixels =
                    (long) video.rung().size().width() * video.rung().size().height();
            return VideoEncoder.of(video.rung().settings().codec()).weight() * pixels;
        }
    }

    /** The missing tracks of an order that have a target loudness. */
    List<AudioRecipe> normalized(Order order) {
        return tracks.missing(order).stream()
                .filter(AudioRecipe.class::isInstance)
                .map(AudioRecipe.class::cast)
                .filter(recipe -> recipe.loudness().isPresent())
                .toList();
    }

    /**
     * Measures the loudness of the tracks that have a target.
     *
     * @param orders orders with such tracks; at least one
     * @throws MediaException if the source can't be decoded completely, or not in the remaining time
     */
    void measure(List<Order> orders) {
        List<AudioRecipe> recipes = orders.stream()
                .flatMap(order -> normalized(order).stream())
                .distinct()
                .toList();
        Duration begun = time.spent();
        loudness.putAll(normalizer.first(source, recipes, orders, time));
        Duration each = time.spent().minus(begun).dividedBy(recipes.size());
        recipes.forEach(recipe -> measuring.put(recipe, each));
    }

    /**
     * Encodes tracks in one run.
     *
     * @param orders the orders that the tracks are for; they receive the progress
     * @param shares how the work is divided between several orders; if absent, the run is not ended early for the cheaper ones
     * @throws MediaException if any track fails; none exists then
     * @throws DeadlineGuard.StoppedEarly if they will not all finish in time; none exists then
     */
    void encode(ClipRange section, List<Wanted> wanted, List<Order> orders, Optional<DeadlineGuard.Shares> shares) {
        RunInputs inputs = inputs(section, wanted);
        List<RunOutput> outputs = new ArrayList<>();
        wanted.forEach(track -> outputs.add(output(track, Optional.ofNullable(loudness.get(track.recipe())), inputs)));
        TrackRun run = new TrackRun(ffmpeg, inputs, outputs, longest(orders));
        Progress progress = progress(orders, 0);
        Duration begun = time.spent();
        shares.ifPresentOrElse(
                divided -> run.run(progress, time.left(), divided), () -> run.run(progress, time.left()));
        Duration spent = time.spent().minus(begun);
        long all = wanted.stream().mapToLong(Wanted::weight).sum();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted track = wanted.get(i);
            long nanos = (long) (spent.toNanos() * ((double) track.weight() / all));
            Duration share =
                    Duration.ofNanos(Math.max(1, nanos)).plus(measuring.getOrDefault(track.recipe(), Duration.ZERO));
            completed(section, track, outputs.get(i), share, orders);
        }
    }

    private RunInputs inputs(ClipRange section, List<Wanted> wanted) {
        List<Integer> streams = wanted.stream()
                .flatMap(track -> track.recipe().streams().stream())
                .distinct()
                .toList();
        return new RunInputs(source, section, streams, ffmpeg.settings(source.file()));
    }

    private RunOutput output(Wanted track, Optional<LoudnessPlan> changed, RunInputs inputs) {
        Path file = tracks.file(track.owner());
        Optional<Duration> duration = track.owner().plan().duration();
        return track.recipe() instanceof VideoRecipe video
                ? VideoTrack.of(video, file, duration, inputs)
                : AudioTrack.of((AudioRecipe) track.recipe(), changed, file, duration, inputs.label());
    }

    /** A track that misses its loudness and can't be encoded again fails only the orders that need it. */
    private void completed(ClipRange section, Wanted track, RunOutput output, Duration spent, List<Order> orders) {
        Duration begun = time.spent();
        try {
            Path file = normalize(section, track, output, orders);
            Duration all = spent.plus(time.spent().minus(begun));
            tracks.add(new LocalTrack(
                    track.recipe(), file, all, Optional.of(track.owner().folder())));
        } catch (MediaException e) {
            failures.put(track.recipe(), e);
        }
    }

    /** Encodes audio again until its loudness can't be improved, and returns the last file. */
    private Path normalize(ClipRange section, Wanted track, RunOutput first, List<Order> orders) {
        RunOutput output = first;
        Optional<LoudnessPlan> changed = Optional.ofNullable(loudness.get(track.recipe()));
        List<Order> listening = orders.stream()
                .filter(order -> tracks.missing(order).contains(track.recipe()))
                .toList();
        for (int tried = 1; tried < TRIES && changed.isPresent(); tried++) {
            try {
                changed = normalizer.next(track.owner(), changed.get(), output.file(), tried == TRIES - 1, time);
            } catch (MediaException e) {
                output.delete();
                throw e;
            }
            if (changed.isPresent()) {
                output.delete();
                RunInputs inputs = inputs(section, List.of(track));
                output = output(track, changed, inputs);
                new TrackRun(ffmpeg, inputs, List.of(output), longest(orders))
                        .run(progress(listening, tried), time.left());
            }
        }
        return output.file();
    }

    /**
     * Receives the progress of a run for several orders.
     *
     * @param tried how often its tracks were encoded before
     */
    private Progress progress(List<Order> orders, int tried) {
        List<Progress> listeners = orders.stream()
                .map(order -> normalized(order).isEmpty()
                        ? order.progress()
                        : ProgressShare.ofAttempt(tried, order.progress()))
                .toList();
        return step -> listeners.forEach(progress -> progress.at(step));
    }

    /** Why a track of an order is missing; empty if none is, or if it was not tried. */
    Optional<MediaException> failure(Order order) {
        return tracks.missing(order).stream()
                .map(failures::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The duration of the longest order; empty if none is known. */
    static Optional<Duration> longest(List<Order> orders) {
        return orders.stream()
                .flatMap(order -> order.plan().duration().stream())
                .max(Duration::compareTo);
    }
}
