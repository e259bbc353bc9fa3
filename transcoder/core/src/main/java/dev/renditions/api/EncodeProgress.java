package dev.renditions.api;

import dev.renditions.api.segment.SegmentCount;
import java.time.Duration;
import java.util.Optional;

/**
 * The progress of the work on a rendition. Immutable.
 *
 * @param fraction from 0 to 1, never decreasing
 * @param speed seconds of the source that are processed in a second, in segments by all workers together; absent if unknown
 * @param left the estimated remaining time; absent if unknown
 * @param segments the segments of its long tracks; absent while none of them is encoded
 */
public record EncodeProgress(
        double fraction, Optional<Double> speed, Optional<Duration> left, Optional<SegmentCount> segments) {
    /** Progress of work without segments. */
    public EncodeProgress(double fraction, Optional<Double> speed, Optional<Duration> left) {
        this(fraction, speed, left, Optional.empty());
    }

    /** Progress with unknown speed and remaining time. */
    public static EncodeProgress at(double fraction) {
        return new EncodeProgress(fraction, Optional.empty(), Optional.empty());
    }
}
