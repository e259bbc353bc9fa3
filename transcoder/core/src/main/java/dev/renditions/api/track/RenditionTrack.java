package dev.renditions.api.track;

import dev.renditions.index.TrackId;
import java.time.Duration;
import java.util.Optional;

/**
 * An encoded track in a file of a rendition, from which other renditions can copy it. Immutable.
 *
 * @param file the name of the file within the rendition
 * @param encodeTime the wall-clock time of the encode, which each reuse saves
 * @param engine the program that encoded it and its version; empty if it is that of the rendition. A track that was copied keeps
 *     the one that encoded it
 */
public record RenditionTrack(TrackId id, String file, Duration encodeTime, Optional<String> engine) {
    /** A track that was encoded by the engine of its rendition. */
    public RenditionTrack(TrackId id, String file, Duration encodeTime) {
        this(id, file, encodeTime, Optional.empty());
    }

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

    /** The same track in a rendition of this engine, which is stated only if another one encoded the track. */
    public RenditionTrack in(String renditionEngine) {
        return new RenditionTrack(id, file, encodeTime, engine.filter(own -> !own.equals(renditionEngine)));
    }
}
