package dev.renditions.kind.track;

import dev.renditions.kind.settings.Background;
import dev.renditions.media.Color;
import dev.renditions.media.Orientation;
import dev.renditions.media.PixelFormat;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.util.Optional;

/**
 * What is done to each decoded frame, beyond its size, before it is encoded. Immutable.
 *
 * @param delayed whether frames are counted from the first, as the source's are late by the delay of their decoder
 * @param deinterlace whether fields become frames
 * @param orientation how frames are turned, so that the output needs no turning
 * @param color what the numbers of the source are taken to mean, whatever its frames say; what is empty is left to them
 * @param profiled whether an ICC profile that frames carry still describes them: not those of CMYK and gray, which are converted
 *     without it
 * @param background what shows where frames are transparent; absent where they can't be
 */
public record FrameConversion(
        boolean delayed,
        boolean deinterlace,
        Orientation orientation,
        Color color,
        boolean profiled,
        Optional<Background> background) {
    /** Frames stay as they are. */
    public static final FrameConversion NONE =
            new FrameConversion(false, false, Orientation.UPRIGHT, Color.UNKNOWN, true, Optional.empty());

    /**
     * What the frames of a stream need.
     *
     * @param background what shows where they are transparent, if they can be
     */
    public static FrameConversion of(VideoStream video, Background background) {
        PixelFormat pixels = new PixelFormat(video.pixelFormat());
        // Ffmpeg decodes it to red, green and blue with an opacity that says nothing.
        boolean cmyk = VideoCodec.MJPEG.is(video) && pixels.alpha();
        boolean alpha = video.parts().alpha().isPresent() || (pixels.alpha() && !cmyk);
        return new FrameConversion(
                video.delayed(),
                video.interlaced(),
                video.orientation(),
                Colors.source(video),
                !cmyk && !pixels.gray(),
                alpha ? Optional.of(background) : Optional.empty());
    }

    /** Whether high dynamic range is brought down to standard dynamic range. */
    public boolean toneMap() {
        return color.hdr();
    }

    /** Whether frames stay as they are, but for what their numbers mean. */
    public boolean none() {
        return !delayed && !deinterlace && orientation == Orientation.UPRIGHT && background.isEmpty() && !toneMap();
    }
}
