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
import dev.renditions.kind.audio.AudioPlan;
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
 * Finds how loud sound is made: measures what is to be encoded, all of a source in one run, and then what was encoded, since
 * limiters make it quieter and encoders bring peaks back.
 */
final class LoudnessNormalizer {
    private static final Logger LOG = LoggerFactory.getLogger(LoudnessNormalizer.class);

    private final LoudnessMeter meter;

    LoudnessNormalizer(Ffmpeg ffmpeg) {
        this.meter = new LoudnessMeter(ffmpeg);
    }

    /** Whether an order is for sound that is to have a certain loudness. */
    static boolean concerns(Order order) {
        return order.plan().profile().loudness().isPresent();
    }

    /**
     * What to try first.
     *
     * @param orders such as are {@link #concerns concerned}
     * @throws MediaException if the source can't be decoded completely, or not in the time that is left
     */
    Map<Order, LoudnessPlan> first(Input source, List<Order> orders, TimeLeft time) {
        if (orders.isEmpty()) {
            return Map.of();
        }
        List<LoudnessMeter.Heard> tracks =
                orders.stream().map(LoudnessNormalizer::heard).distinct().toList();
        List<ProgressShare> shares = orders.stream()
                .map(order -> ProgressShare.ofMeasuring(order.progress()))
                .toList();
        Map<LoudnessMeter.Heard, LoudnessMeasurement> measured = meter.measure(
                source,
                tracks,
                orders.get(0).folder(),
                time.left(),
                SharedRun.longest(orders),
                step -> shares.forEach(share -> share.at(step)));
        Map<Order, LoudnessPlan> levels = new HashMap<>();
        for (Order order : orders) {
            AudioPlan plan = (AudioPlan) order.plan();
            levels.put(
                    order,
                    LoudnessPlan.of(
                            Objects.requireNonNull(measured.get(heard(order))),
                            plan.profile().loudness().orElseThrow(),
                            plan.sound().settings()));
        }
        return levels;
    }

    /**
     * What to try next.
     *
     * @param file what came of the try before
     * @param last whether nothing can be tried after it
     * @return empty if it is good enough, or can't be better
     * @throws MediaException if it can't be measured, or not in the time that is left
     */
    Optional<LoudnessPlan> next(Order order, LoudnessPlan level, Path file, boolean last, TimeLeft time) {
        LoudnessMeter.Heard all = LoudnessMeter.Heard.all();
        Map<LoudnessMeter.Heard, LoudnessMeasurement> measured =
                meter.measure(ours(file), List.of(all), order.folder(), time.left(), Optional.empty(), Progress.NONE);
        LoudnessMeasurement made = Objects.requireNonNull(measured.get(all));
        LOG.debug("{} at {} is {}", order.plan().profile().name(), level, made);
        return level.after(made, last);
    }

    /** What we encoded begins where it should, and is whole. */
    private static Input ours(Path file) {
        return Input.strict(file, new MediaInfo("", Optional.empty(), List.of(), List.of(), List.of(), 0));
    }

    private static LoudnessMeter.Heard heard(Order order) {
        return LoudnessMeter.Heard.of(((AudioPlan) order.plan()).sound());
    }
}
