package dev.renditions.ffmpeg.engine;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.command.InputWhitelist;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the limits that are set in the place of the usual ones, in every command line before it is run: so none can be
 * forgotten where one is written. Immutable.
 *
 * @param limits those that are set
 */
public record RunLimits(SourceLimits limits) {
    /** Bytes for each pixel: 64 bits, and their margins. */
    private static final long PIXEL_BYTES = 12;

    /** The tiles of a photo of 200 megapixels, and what else its file holds. */
    private static final int IMAGE_STREAMS = 1024;

    /** The most pixels of a frame of a file: images may have more, as no more than one is decoded. */
    private long pixels(Path source) {
        return FileHead.of(source).image() ? Math.max(limits.pixels(), limits.stillPixels()) : limits.pixels();
    }

    /** The most streams of a file: the tiles of an image count as such. */
    public int streams(Path source) {
        return FileHead.of(source).heif() ? Math.max(IMAGE_STREAMS, limits.streams()) : limits.streams();
    }

    /**
     * The same arguments with these limits.
     *
     * @param source the file that is read
     */
    public List<String> in(List<String> arguments, Path source) {
        long pixels = pixels(source);
        int streams = streams(source);
        List<String> limited = new ArrayList<>(arguments);
        for (int i = 0; i + 1 < limited.size(); i++) {
            String usual = limited.get(i + 1);
            switch (limited.get(i)) {
                case "-max_pixels" -> limited.set(i + 1, Long.toString(pixels));
                // One more, so that a reader which drops what is beyond the limit does not do so unseen.
                case "-max_streams" -> limited.set(i + 1, Integer.toString(streams + 1));
                case "-max_alloc" ->
                    limited.set(i + 1, Long.toString(Math.max(InputWhitelist.MAX_ALLOC, pixels * PIXEL_BYTES)));
                case "-fs" -> limited.set(i + 1, Long.toString(Math.min(Long.parseLong(usual), limits.outputBytes())));
                default -> {}
            }
        }
        return limited;
    }
}
