package dev.renditions.kind.storyboard;

import dev.renditions.kind.Plan;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.media.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Small pictures at even distances on one sheet, row by row.
 *
 * @param profile its profile
 * @param videoStream the source's stream to take them from, by its number among all streams
 * @param tile the exact size of one picture
 * @param tiles how many there are; at least one
 * @param columns how many stand beside each other
 * @param length when the video ends, counted as a player of the source does; a picture stands for {@code length / tiles} of it
 * @param conversion what else is done to its frames
 */
public record StoryboardPlan(
        StoryboardProfile profile,
        int videoStream,
        Size tile,
        int tiles,
        int columns,
        Duration length,
        FrameConversion conversion)
        implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return List.of(videoStream);
    }

    /** The size of the whole sheet: no more columns than pictures, the last row filled up. */
    public Size sheet() {
        int across = Math.min(columns, tiles);
        int down = (tiles + across - 1) / across;
        return new Size(across * tile.width(), down * tile.height());
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }
}
