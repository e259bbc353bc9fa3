package dev.renditions.media;

import java.util.OptionalInt;

/**
 * The parts of an image in a HEIF file (HEIC, AVIF). Immutable.
 *
 * @param tileGroup the index of ffmpeg's stream group with the tiles of the image; empty if it is one stream. Ffmpeg
 *     joins, crops and rotates the tiles of a group
 * @param alpha the index of the stream with its alpha channel, or of the first tile of it; empty if it is opaque
 * @param alphaTileGroup the index of the stream group with the tiles of the alpha channel; empty if it is one stream
 * @param alphaOrientation how the alpha channel is rotated to match the image, before both are rotated for display
 */
public record ImageParts(
        OptionalInt tileGroup, OptionalInt alpha, OptionalInt alphaTileGroup, Orientation alphaOrientation) {
    /** A single stream, as in every image that is not HEIF. */
    public static final ImageParts ONE_STREAM =
            new ImageParts(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Orientation.UPRIGHT);
}
