package dev.renditions.media;

import java.util.Optional;

/**
 * One video stream of a file. Immutable.
 *
 * @param index its index among all streams of the file, from 0
 * @param codec ffmpeg's name of the codec, such as {@code h264}
 * @param coded the stored size, before pixel aspect ratio and rotation
 * @param displayed the displayed size: square pixels, after rotation
 * @param orientation the rotation for display
 * @param frameRate average frames per second; absent if the file does not state it (a still image, a raw stream)
 * @param pixelFormat ffmpeg's name of the pixel format, such as {@code yuv420p}; empty if unknown
 * @param color its color properties
 * @param interlaced whether it is flagged as interlaced
 * @param attachedPicture whether it is cover art rather than video
 * @param main whether the file marks it as the default
 * @param span when it plays; absent if the file does not state it for this stream
 * @param coding coding parameters
 * @param parts its parts in HEIF files
 * @param delayed whether its timestamps are decode times, as in AVI and similar containers, so that frames appear later
 *     than intended. Times then count from the first frame
 */
public record VideoStream(
        int index,
        String codec,
        Size coded,
        Size displayed,
        Orientation orientation,
        Optional<Double> frameRate,
        String pixelFormat,
        Color color,
        boolean interlaced,
        boolean attachedPicture,
        boolean main,
        Optional<Span> span,
        Coding coding,
        ImageParts parts,
        boolean delayed) {
    /** A copy with another orientation. */
    public VideoStream turned(Orientation other) {
        Size upright = orientation.swapsSides() ? displayed.transposed() : displayed;
        return new VideoStream(
                index,
                codec,
                coded,
                other.shown(upright),
                other,
                frameRate,
                pixelFormat,
                color,
                interlaced,
                attachedPicture,
                main,
                span,
                coding,
                parts,
                delayed);
    }

    /** A copy with another span. */
    VideoStream ending(Optional<Span> other) {
        return new VideoStream(
                index,
                codec,
                coded,
                displayed,
                orientation,
                frameRate,
                pixelFormat,
                color,
                interlaced,
                attachedPicture,
                main,
                other,
                coding,
                parts,
                delayed);
    }

    /** A stream with unknown coding parameters. */
    public VideoStream(
            int index,
            String codec,
            Size coded,
            Size displayed,
            Orientation orientation,
            Optional<Double> frameRate,
            String pixelFormat,
            Color color,
            boolean interlaced,
            boolean attachedPicture,
            boolean main,
            Optional<Span> span) {
        this(
                index,
                codec,
                coded,
                displayed,
                orientation,
                frameRate,
                pixelFormat,
                color,
                interlaced,
                attachedPicture,
                main,
                span,
                Coding.UNKNOWN);
    }

    /** A stream that is not composed of parts and has presentation times. */
    public VideoStream(
            int index,
            String codec,
            Size coded,
            Size displayed,
            Orientation orientation,
            Optional<Double> frameRate,
            String pixelFormat,
            Color color,
            boolean interlaced,
            boolean attachedPicture,
            boolean main,
            Optional<Span> span,
            Coding coding) {
        this(
                index,
                codec,
                coded,
                displayed,
                orientation,
                frameRate,
                pixelFormat,
                color,
                interlaced,
                attachedPicture,
                main,
                span,
                coding,
                ImageParts.ONE_STREAM,
                false);
    }
}
