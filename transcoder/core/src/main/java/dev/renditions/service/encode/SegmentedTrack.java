package dev.renditions.service.encode;

import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.kind.track.VideoRecipe;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A video track that is encoded in segments. Immutable.
 *
 * @param recipe what is encoded
 * @param id its ID
 * @param cut its segments
 */
record SegmentedTrack(VideoRecipe recipe, TrackId id, Segmentation.Cut cut) {
    /** The ID of one of its segments. */
    SegmentId id(TrackSegment segment) {
        return new SegmentId(id, segment.firstFrame(), segment.endFrame());
    }

    /** The IDs of all its segments. */
    Set<SegmentId> segments() {
        return cut.segments().stream().map(this::id).collect(Collectors.toSet());
    }
}
