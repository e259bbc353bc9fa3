package dev.renditions.kind;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a plan costs. Immutable.
 *
 * @param light whether it takes little time beside a video, of which each frame is encoded, or decoded before it is copied:
 *     single images, texts, and audio alone
 * @param bytes about how many bytes it will have; 0 where it is little, or nobody knows how long it plays
 * @param efforts what is encoded; none where it is not worth an estimate (single pictures, copies), or nobody knows how long it
 *     plays
 */
public record EncodeCost(boolean light, long bytes, List<EncoderEffort> efforts) {
    /** That of images and texts. */
    public static final EncodeCost SMALL = new EncodeCost(true, 0, List.of());

    private static final double KILOBIT_BYTES = 1000 / 8.0;

    /** An encoder of constant quality seldom uses all that it may; what would fit is not to be turned away. */
    private static final double USED = 0.5;

    /** Copies the list. */
    public EncodeCost {
        efforts = List.copyOf(efforts);
    }

    /** About how many bytes so many kilobits a second are in that time; 0 if it is not known. */
    public static long bytes(long kilobits, Optional<Duration> duration) {
        double seconds = duration.map(length -> length.toNanos() / 1e9).orElse(0.0);
        return (long) (kilobits * KILOBIT_BYTES * USED * seconds);
    }
}
