package dev.renditions.media;

import java.util.OptionalInt;

/**
 * What a picture in a HEIF file (HEIC, AVIF) is put together from. Immutable.
 *
 * @param tileGroup the number of the group of streams whose tiles make the picture, as ffmpeg counts groups; empty if it is
 *     one stream. Ffmpeg joins, crops and turns the tiles of a group
 * @param alpha the number of the stream that holds its transparency, or of the first of its tiles; empty if it is opaque
 * @param alphaTileGroup the number of the group of streams whose tiles make the transparency; empty if it is one stream
 * @param alphaOrientation how the transparency is turned to cover the picture, before both are turned for display
 */
public record ImageParts(
        OptionalInt tileGroup, OptionalInt alpha, OptionalInt alphaTileGroup, Orientation alphaOrientation) {
    /** One stream that holds all of it: every picture outside HEIF. */
    public static final ImageParts ONE_STREAM =
            new ImageParts(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Orientation.UPRIGHT);
}
