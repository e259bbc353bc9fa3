package dev.renditions.kind.track;

import dev.renditions.kind.settings.Background;
import dev.renditions.media.Color;
import dev.renditions.media.Orientation;
import dev.renditions.media.PixelFormat;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.util.Optional;

/**
 * What is done to each decoded frame before it is encoded, besides scaling. Immutable.
 *
 * @param delayed whether times start at the first frame, since the source's frames are late by the delay of their decoder
 * @param deinterlace whether fields are combined to frames
 * @param orientation how frames are rotated and flipped, so that players need not do it
 * @param color the color tags that are assumed for the source, whatever its frames state; an empty tag is taken from the frames
 * @param profiled whether an ICC profile in the frames is still valid: not for CMYK and gray, which are converted without it
 * @param background the color behind transparent parts; absent if frames can't be transparent
 */
public record FrameConversion(
        boolean delayed,
        boolean deinterlace,
        Orientation orientation,
        Color color,
        boolean profiled,
        Optional<Background> background) {
    /** No conversion. */
    public static final FrameConversion NONE =
            new FrameConversion(false, false, Orientation.UPRIGHT, Color.UNKNOWN, true, Optional.empty());

    /**
     * The conversion that the frames of a stream need.
     *
     * @param background the color behind transparent parts, if there can be any
     */
    public static FrameConversion of(VideoStream video, Background background) {
        PixelFormat pixels = new PixelFormat(video.pixelFormat());
        // Ffmpeg decodes CMYK to RGB with an alpha channel that has no meaning.
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

    /** Whether high dynamic range is converted to standard dynamic range. */
    public boolean toneMap() {
        return color.hdr();
    }

    /** Whether frames stay unchanged; their color tags may change. */
    public boolean none() {
        return !delayed && !deinterlace && orientation == Orientation.UPRIGHT && background.isEmpty() && !toneMap();
    }
}
