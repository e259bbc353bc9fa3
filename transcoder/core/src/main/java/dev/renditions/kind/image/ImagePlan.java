package dev.renditions.kind.image;

import dev.renditions.kind.Plan;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.media.ImageParts;
import dev.renditions.media.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A picture to encode: one that decodes whole, even if other parts of its source do not.
 *
 * @param profile its profile
 * @param videoStream the source's stream to take it from, by its number among all streams
 * @param parts what it is put together from, in a HEIF file
 * @param size the exact size of the output
 * @param seek where to look first; zero for a still
 * @param candidates frames to choose from; 1 for a still
 * @param conversion what else is done to its frames
 */
public record ImagePlan(
        ImageProfile profile,
        int videoStream,
        ImageParts parts,
        Size size,
        Duration seek,
        int candidates,
        FrameConversion conversion)
        implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return parts.alpha().isPresent() ? List.of(videoStream, parts.alpha().getAsInt()) : List.of(videoStream);
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }
}
