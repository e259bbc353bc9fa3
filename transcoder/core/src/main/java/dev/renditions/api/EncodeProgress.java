package dev.renditions.api;

import java.time.Duration;
import java.util.Optional;

/**
 * The progress of the work on a rendition. Immutable.
 *
 * @param fraction from 0 to 1, never decreasing
 * @param speed seconds of the source that are processed in a second; absent if unknown
 * @param left the estimated remaining time; absent if unknown
 */
public record EncodeProgress(double fraction, Optional<Double> speed, Optional<Duration> left) {
    /** Progress with unknown speed and remaining time. */
    public static EncodeProgress at(double fraction) {
        return new EncodeProgress(fraction, Optional.empty(), Optional.empty());
    }
}
