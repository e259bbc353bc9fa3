package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.nio.file.Path;

/**
 * What one input may cost its reader and its decoders. Immutable.
 *
 * @param pixels the most pixels of a frame
 * @param streams the most streams
 */
public record DecoderLimits(long pixels, int streams) {
    /** Bytes for each pixel: 64 bits, and their margins. */
    private static final long PIXEL_BYTES = 12;

    /** The tiles of a photo of 200 megapixels, and what else its file holds. */
    private static final int IMAGE_STREAMS = 1024;

    /**
     * The limits for one file. An image may have more pixels, as only one is decoded; and more streams, as its tiles count as such.
     *
     * @param limits those of all sources
     */
    public static DecoderLimits of(SourceLimits limits, Path file) {
        FileHead head = FileHead.of(file);
        return new DecoderLimits(
                head.image() ? Math.max(limits.pixels(), limits.stillPixels()) : limits.pixels(),
                head.heif() ? Math.max(IMAGE_STREAMS, limits.streams()) : limits.streams());
    }

    /** The most bytes that are asked of the system at once: those of one frame, but never less than is usual. */
    public long allocation() {
        return Math.max(SourceLimits.DEFAULT.pixels(), pixels) * PIXEL_BYTES;
    }
}
