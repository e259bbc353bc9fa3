package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.loudness.LoudnessMeasurement;
import dev.renditions.ffmpeg.loudness.LoudnessMeter;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.process.ProgressShare;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.media.MediaInfo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the gain and limiter that give audio its target loudness. It measures the source before the encode, in one run for all
 * tracks, and the output after it, since a limiter lowers the loudness and an encoder raises peaks again.
 */
final class LoudnessNormalizer {
    private static final Logger LOG = LoggerFactory.getLogger(LoudnessNormalizer.class);

    private final LoudnessMeter meter;

    LoudnessNormalizer(Ffmpeg ffmpeg) {
        this.meter = new LoudnessMeter(ffmpeg);
    }

    /**
     * The plan of the first encode, for each track.
     *
     * @param recipes tracks with a target loudness; at least one
     * @param orders the orders that they are for
     * @throws MediaException if the source can't be decoded completely, or not in the remaining time
     */
    Map<AudioRecipe, LoudnessPlan> first(Input source, List<AudioRecipe> recipes, List<Order> orders, TimeLeft time) {
        List<LoudnessMeter.MeasuredTrack> tracks =
                recipes.stream().map(LoudnessNormalizer::track).distinct().toList();
        List<ProgressShare> shares = orders.stream()
                .map(order -> ProgressShare.ofMeasuring(order.progress()))
                .toList();
        Map<LoudnessMeter.MeasuredTrack, LoudnessMeasurement> measured = meter.measure(
                source,
                tracks,
                orders.get(0).folder(),
                time.left(),
                TrackEncoder.longest(orders),
                step -> shares.forEach(share -> share.at(step)));
        Map<AudioRecipe, LoudnessPlan> plans = new HashMap<>();
        for (AudioRecipe recipe : recipes) {
            plans.put(
                    recipe,
                    LoudnessPlan.of(
                            Objects.requireNonNull(measured.get(track(recipe))),
                            recipe.loudness().orElseThrow(),
                            recipe.sound().settings()));
        }
        return plans;
    }

    /**
     * The plan of the next encode.
     *
     * @param tried the plan of the previous encode
     * @param file the output of the previous encode
     * @param last whether the next encode is the last one
     * @return empty if the output is close enough to the target, or can't be improved
     * @throws MediaException if the output can't be measured, or not in the remaining time
     */
    Optional<LoudnessPlan> next(Order order, LoudnessPlan tried, Path file, boolean last, TimeLeft time) {
        LoudnessMeter.MeasuredTrack all = LoudnessMeter.MeasuredTrack.all();
        Map<LoudnessMeter.MeasuredTrack, LoudnessMeasurement> measured = meter.measure(
                encoded(file), List.of(all), order.folder(), time.left(), Optional.empty(), Progress.NONE);
        LoudnessMeasurement made = Objects.requireNonNull(measured.get(all));
        LOG.debug("loudness of {} with {}: {}", order.plan().profile().name(), tried, made);
        return tried.after(made, last);
    }

    /** A file that was just encoded: it needs no correction of its timestamps and is not damaged. */
    private static Input encoded(Path file) {
        return Input.strict(file, new MediaInfo("", Optional.empty(), List.of(), List.of(), List.of(), 0));
    }

    private static LoudnessMeter.MeasuredTrack track(AudioRecipe recipe) {
        return LoudnessMeter.MeasuredTrack.of(recipe.sound());
    }
}
