package dev.renditions.service.encode;

import dev.renditions.kind.track.VideoRecipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A track that was joined from its segments. Immutable.
 *
 * @param track the track
 * @param file the local file that has it
 * @param encodeTime how long the encode of all segments took, estimated from those that this worker encoded; empty if it encoded
 *     none
 * @param spent how long this worker encoded segments of it
 */
record JoinedTrack(SegmentedTrack track, Path file, Optional<Duration> encodeTime, Duration spent) {
    VideoRecipe recipe() {
        return track.recipe();
    }
}
