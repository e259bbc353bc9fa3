package dev.renditions.plan;

import dev.renditions.kind.Plan;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.video.VideoPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much there is to encode of one kind, to be set against how fast that went before. Immutable.
 *
 * @param codec what encodes it, such as {@code h264}
 * @param units pixels of all frames, or seconds of sound
 */
public record EncoderEffort(String codec, double units) {
    private static final double KILOBIT_BYTES = 1000 / 8.0;

    /** An encoder of constant quality seldom uses all that it may; what would fit is not to be turned away. */
    private static final double USED = 0.5;

    /**
     * For a plan; none where it is not worth an estimate (single pictures, copies), or nobody knows how long it plays. A video's
     * sound is next to nothing beside its picture, and counts only where that is copied.
     */
    public static List<EncoderEffort> of(Plan.Make plan) {
        List<EncoderEffort> efforts = new ArrayList<>();
        plan.duration().ifPresent(length -> {
            if (plan instanceof VideoPlan p && !p.copiesPicture()) {
                efforts.add(of(p.rung(), length));
            } else if (plan instanceof VideoPlan p) {
                p.encodedSound().ifPresent(sound -> efforts.add(of(sound, length)));
            } else if (plan instanceof StreamingPlan p) {
                p.ladder().forEach(rung -> efforts.add(of(rung, length)));
            } else if (plan instanceof AudioPlan p) {
                efforts.add(of(p.sound(), length));
            }
        });
        return List.copyOf(efforts);
    }

    /**
     * Whether a plan takes little time beside a video, of which each frame is encoded, or decoded before it is copied: single
     * images, texts, and audio alone.
     */
    public static boolean isLight(Plan.Make plan) {
        return !(plan instanceof VideoPlan || plan instanceof StreamingPlan);
    }

    private static EncoderEffort of(AudioTrackPlan sound, Duration length) {
        return new EncoderEffort(sound.settings().codec().toString(), seconds(length));
    }

    private static EncoderEffort of(Rung rung, Duration length) {
        double rate = (double) rung.gopFrames() / rung.settings().gopSeconds();
        double pixels = (double) rung.size().width() * rung.size().height();
        return new EncoderEffort(rung.settings().codec().toString(), pixels * rate * seconds(length));
    }

    /** About how many bytes it will have; 0 where it is little, or nobody knows how long it plays. */
    public static long bytes(Plan.Make plan) {
        double seconds = plan.duration().map(EncoderEffort::seconds).orElse(0.0);
        return (long) (kilobits(plan) * KILOBIT_BYTES * USED * seconds);
    }

    private static long kilobits(Plan.Make plan) {
        if (plan instanceof VideoPlan p) {
            return p.rung().settings().maxRateKbps() + kilobits(p.sound());
        }
        if (plan instanceof StreamingPlan p) {
            return p.ladder().stream()
                            .mapToLong(rung -> rung.settings().maxRateKbps())
                            .sum()
                    + kilobits(p.sound());
        }
        return plan instanceof AudioPlan p ? p.sound().settings().bitRateKbps() : 0;
    }

    private static long kilobits(Optional<AudioTrackPlan> sound) {
        return sound.map(s -> s.settings().bitRateKbps()).orElse(0);
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
