package dev.renditions.kind;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a plan costs. Immutable.
 *
 * @param light whether it takes little time compared with a video, whose frames are all encoded, or decoded before they are
 *     copied: single images, captions, and audio alone
 * @param bytes the estimated size of the output; 0 if it is small or the duration is unknown
 * @param efforts what is encoded; empty if it is not worth an estimate (single images, copies) or the duration is unknown
 */
public record EncodeCost(boolean light, long bytes, List<EncoderEffort> efforts) {
    /** The cost of images and captions. */
    public static final EncodeCost SMALL = new EncodeCost(true, 0, List.of());

    private static final double KILOBIT_BYTES = 1000 / 8.0;

    /** A constant-quality encoder seldom uses its maximum rate. A higher estimate would refuse outputs that fit on the disk. */
    private static final double USED = 0.5;

    /** Copies the list. */
    public EncodeCost {
        efforts = List.copyOf(efforts);
    }

    /** The estimated bytes of a stream with this maximum rate in kilobits a second; 0 if the duration is unknown. */
    public static long bytes(long kilobits, Optional<Duration> duration) {
        double seconds = duration.map(length -> length.toNanos() / 1e9).orElse(0.0);
        return (long) (kilobits * KILOBIT_BYTES * USED * seconds);
    }
}
