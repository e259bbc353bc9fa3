package dev.renditions.kind.preview;

import dev.renditions.kind.Plan;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.media.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A few seconds as an animated picture.
 *
 * @param profile its profile
 * @param videoStream the source's stream to take it from, by its number among all streams
 * @param size the exact size of the output
 * @param seek where it begins
 * @param length how long it plays at most
 * @param frameRate frames a second
 * @param conversion what else is done to its frames
 */
public record PreviewPlan(
        PreviewProfile profile,
        int videoStream,
        Size size,
        Duration seek,
        Duration length,
        double frameRate,
        FrameConversion conversion)
        implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return List.of(videoStream);
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }
}
