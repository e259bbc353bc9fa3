package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.nio.file.Path;

/**
 * The limits of the demuxer and the decoders of one input. Immutable.
 *
 * @param pixels the most pixels of a frame
 * @param streams the most streams
 */
public record DecoderLimits(long pixels, int streams) {
    /** Bytes for each pixel: 8 for its 64 bits, and 4 for padding. */
    private static final long PIXEL_BYTES = 12;

    /** Enough for the tiles of a photo of 200 megapixels and the other streams of its file. */
    private static final int IMAGE_STREAMS = 1024;

    /**
     * The limits for one file. An image may have more pixels, since only one frame is decoded, and more streams, since each of
     * its tiles counts as one.
     *
     * @param limits the limits of all sources
     */
    public static DecoderLimits of(SourceLimits limits, Path file) {
        FileHead head = FileHead.of(file);
        return new DecoderLimits(
                head.image() ? Math.max(limits.pixels(), limits.stillPixels()) : limits.pixels(),
                head.heif() ? Math.max(IMAGE_STREAMS, limits.streams()) : limits.streams());
    }

    /** The most bytes of one memory allocation: enough for one frame, and at least as much as by default. */
    public long allocation() {
        return Math.max(SourceLimits.DEFAULT.pixels(), pixels) * PIXEL_BYTES;
    }
}
