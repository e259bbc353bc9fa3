package dev.renditions.kind.track;

import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.media.Color;
import dev.renditions.media.Size;
import java.time.Duration;
import java.util.Optional;

/**
 * One encoded picture track. Immutable.
 *
 * @param stream the source's stream to show, by its number among all streams
 * @param settings how it is encoded
 * @param size the exact size of the output: even, square pixels, as displayed
 * @param frameRate the rate to force; absent to keep the source's
 * @param phase how much later than a tick of that rate the first frame is shown, or earlier if below zero: less than half a
 *     tick. All frames are moved by it, rather than each to its nearest tick, where rounded times would make pairs meet
 * @param gopFrames frames from key frame to key frame
 * @param conversion what else is done to its frames
 * @param color what its numbers mean; what is empty is left unsaid, which no planned rung does
 */
public record Rung(
        int stream,
        VideoSettings settings,
        Size size,
        Optional<Double> frameRate,
        Duration phase,
        int gopFrames,
        FrameConversion conversion,
        Color color) {
    /** How much of it there is to encode. */
    public EncoderEffort effort(Duration length) {
        double rate = (double) gopFrames / settings.gopSeconds();
        double pixels = (double) size.width() * size.height();
        return new EncoderEffort(settings.codec().toString(), pixels * rate * (length.toNanos() / 1e9));
    }
}
