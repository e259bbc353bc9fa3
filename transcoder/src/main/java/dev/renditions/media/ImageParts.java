package dev.renditions.media;

import java.util.OptionalInt;

/**
 * What a picture in a HEIF file (HEIC, AVIF) is put together from. Immutable.
 *
 * @param tileGroup the number of the group of streams whose tiles make the picture, as ffmpeg counts groups; empty if it is
 *     one stream. The tiles of a group come joined, cropped and upright
 * @param alpha the number of the stream that holds its transparency; empty if it is opaque
 */
public record ImageParts(OptionalInt tileGroup, OptionalInt alpha) {
    /** One stream that holds all of it: every picture outside HEIF. */
    public static final ImageParts ONE_STREAM = new ImageParts(OptionalInt.empty(), OptionalInt.empty());
}
