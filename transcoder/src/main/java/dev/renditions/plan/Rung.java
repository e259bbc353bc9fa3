package dev.renditions.plan;

import dev.renditions.media.Color;
import dev.renditions.media.Size;
import dev.renditions.profile.VideoSettings;
import java.util.Optional;

/**
 * One encoded picture track. Immutable.
 *
 * @param stream the source's stream to show, by its number among all streams
 * @param settings how it is encoded
 * @param size the exact size of the output: even, square pixels, as displayed
 * @param frameRate the rate to force; absent to keep the source's
 * @param gopFrames frames from key frame to key frame
 * @param conversion what else is done to its frames
 * @param color what its numbers mean; what is empty is left unsaid, which no planned rung does
 */
public record Rung(
        int stream,
        VideoSettings settings,
        Size size,
        Optional<Double> frameRate,
        int gopFrames,
        FrameConversion conversion,
        Color color) {}
