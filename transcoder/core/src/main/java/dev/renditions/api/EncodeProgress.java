package dev.renditions.api;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the work on a rendition is. Immutable.
 *
 * @param fraction from 0 to 1, never falling
 * @param speed how many seconds of the source are worked through in a second; absent where it can't be told
 * @param left about how long it will still take; absent where it can't be told
 */
public record EncodeProgress(double fraction, Optional<Double> speed, Optional<Duration> left) {
    /** That far, and no more is known. */
    public static EncodeProgress at(double fraction) {
        return new EncodeProgress(fraction, Optional.empty(), Optional.empty());
    }
}
