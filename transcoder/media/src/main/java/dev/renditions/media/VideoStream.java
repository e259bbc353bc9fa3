package dev.renditions.media;

import java.util.Optional;

/**
 * One video stream of a file. Immutable.
 *
 * @param index its number among all streams of the file, from 0
 * @param codec ffmpeg's name of the codec, such as {@code h264}
 * @param coded the size as stored, before pixel aspect and rotation
 * @param displayed the size as a viewer sees it: square pixels, after turning
 * @param orientation how the picture is turned for display
 * @param frameRate frames a second on average; absent where the file does not say (a still, a raw stream)
 * @param pixelFormat ffmpeg's name of the pixel format, such as {@code yuv420p}; empty if unknown
 * @param color how its numbers mean light
 * @param interlaced whether it says that it holds fields
 * @param attachedPicture whether it is cover art rather than video
 * @param main whether the file marks it as the default
 * @param span when it plays; absent where the file does not say so of this stream
 * @param coding how it is coded
 * @param parts what it is put together from, in HEIF files
 * @param delayed whether its frames come out of the decoder later than they are to be shown: containers such as AVI store when
 *     a picture is decoded, not when it is shown. They are then counted from the first
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
    /** The same, turned in another way. */
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

    /** The same, playing at another time. */
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

    /** One of whose coding nothing is known. */
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

    /** One that is a single stream and says when each frame is shown. */
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
