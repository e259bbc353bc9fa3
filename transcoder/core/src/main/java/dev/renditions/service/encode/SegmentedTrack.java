package dev.renditions.service.encode;

import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.kind.track.VideoRecipe;
import java.time.Duration;
import java.util.Optional;
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

    /** The estimated size of one of its segments. */
    long bytes(TrackSegment segment) {
        double seconds = (segment.endFrame() - segment.firstFrame()) / cut.frameRate();
        return EncodeCost.bytes(
                recipe.rung().settings().maxRateKbps(), Optional.of(Duration.ofMillis((long) (seconds * 1000))));
    }

    /** Its estimated size. */
    long bytes() {
        return cut.segments().stream().mapToLong(this::bytes).sum();
    }
}
