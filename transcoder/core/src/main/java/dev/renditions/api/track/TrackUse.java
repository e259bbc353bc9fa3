package dev.renditions.api.track;

import dev.renditions.index.TrackId;
import java.util.List;

/**
 * The tracks of a rendition that was made for a request, as far as other renditions can use them. Immutable.
 *
 * @param encoded those that were encoded for it
 * @param reused those that were copied into it, from renditions in the store or of the same request
 */
public record TrackUse(List<TrackId> encoded, List<TrackId> reused) {
    /** The rendition has no tracks, or was not made for this request. */
    public static final TrackUse NONE = new TrackUse(List.of(), List.of());

    /** Copies the lists. */
    public TrackUse {
        encoded = List.copyOf(encoded);
        reused = List.copyOf(reused);
    }
}
