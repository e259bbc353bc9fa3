package dev.renditions.api.track;

import dev.renditions.index.TrackId;
import java.time.Duration;

/**
 * An encoded track in a file of a rendition, from which other renditions can copy it. Immutable.
 *
 * @param file the name of the file within the rendition
 * @param encodeTime the wall-clock time of the encode, which each reuse saves
 */
public record RenditionTrack(TrackId id, String file, Duration encodeTime) {
    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public RenditionTrack {
        if (encodeTime.isNegative()) {
            throw new IllegalArgumentException("the encode time of a track must not be negative: " + encodeTime);
        }
    }
}
