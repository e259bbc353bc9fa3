package dev.renditions.kind.track;

import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.media.Color;
import dev.renditions.media.Size;
import java.time.Duration;
import java.util.Optional;

/**
 * One video track to encode. Immutable.
 *
 * @param stream the source's stream, by its index among all streams
 * @param settings how it is encoded
 * @param size the exact size of the output as displayed: even numbers, square pixels
 * @param frameRate the constant rate to encode at; absent to keep the source's
 * @param phase how much later than a tick of that rate the first frame is shown, negative if earlier: less than half a tick. All
 *     frames are shifted by it. If each were moved to its nearest tick, two frames could get the same tick
 * @param gopFrames frames from key frame to key frame
 * @param conversion what else is done to its frames
 * @param color the color tags of the output; an empty tag is not written. Planned rungs have all tags
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
    /** The same track at the times of the source's frames. */
    public Rung atSourceRate() {
        return new Rung(stream, settings, size, Optional.empty(), Duration.ZERO, gopFrames, conversion, color);
    }

    /** The same track, if the first frame is shown at 0 as exactly as its container can say. */
    public Rung fromZero() {
        return new Rung(stream, settings, size, frameRate, Duration.ZERO, gopFrames, conversion, color);
    }

    /** How much there is to encode. */
    public EncoderEffort effort(Duration length) {
        double rate = (double) gopFrames / settings.gopSeconds();
        double pixels = (double) size.width() * size.height();
        return new EncoderEffort(settings.codec().toString(), pixels * rate * (length.toNanos() / 1e9));
    }
}
