package dev.renditions.api;

import dev.renditions.index.ContentHash;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.VideoStream;
import dev.renditions.support.SettingName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Limits of a source and its renditions. Anything larger is refused, before work is spent on it if its size is known by
 * then. Immutable.
 *
 * @param bytes the most bytes of a source
 * @param pixels the most pixels of a video frame
 * @param stillPixels the most pixels of a still: a photo or cover art, of which only one is decoded
 * @param duration the longest duration
 * @param streams the most streams in it
 * @param outputBytes the most bytes of one rendition, all its files together
 * @param freeBytes the disk space that must stay free in the folder for temporary files
 * @param memoryBytes the largest address space of a run of ffmpeg
 * @param strict whether a source with any damage is refused; if not, isolated damage leads to warnings
 */
public record SourceLimits(
        long bytes,
        long pixels,
        long stillPixels,
        Duration duration,
        int streams,
        long outputBytes,
        long freeBytes,
        long memoryBytes,
        boolean strict) {
    private static final long MEMORY_BYTES = 16L << 30;

    /**
     * Sources of 100 GiB, of 8192 x 8192 pixels (8K video), or 16384 x 16384 for stills (the 200 megapixels of the largest
     * phone cameras), of 24 hours and of 64 streams (ordinary files have a dozen at most, malicious ones thousands);
     * renditions of 9 GiB; 256 MiB left free.
     */
    public static final SourceLimits DEFAULT = new SourceLimits(
            100L << 30,
            8192L * 8192L,
            16384L * 16384L,
            Duration.ofHours(24),
            64,
            9L << 30,
            256L << 20,
            MEMORY_BYTES,
            false);

    /** Memory of a run over a video besides the source's frames: one 720p encoder, libraries, thread stacks. */
    private static final long VIDEO_BYTES = 384L << 20;

    /** For each pixel of a frame, in all frames that decoder and filters hold; 17 bytes were measured at 8 bits. */
    private static final long VIDEO_PIXEL_BYTES = 24;

    /** Memory of a run over a still besides its pixels. */
    private static final long STILL_BYTES = 256L << 20;

    /** A decoded still of 64 bits a pixel, and its scaler; 9 bytes were measured. */
    private static final long STILL_PIXEL_BYTES = 10;

    /** The most pixels of a video frame that ffmpeg can decode and encode to 720p in this much memory. */
    public static long pixelsIn(long memoryBytes) {
        return Math.max(1, (memoryBytes - VIDEO_BYTES) / VIDEO_PIXEL_BYTES);
    }

    /** The most pixels of a still that ffmpeg can make a poster of in this much memory. */
    public static long stillPixelsIn(long memoryBytes) {
        return Math.max(1, (memoryBytes - STILL_BYTES) / STILL_PIXEL_BYTES);
    }

    /** The same limit for the pixels of stills and frames, the default memory, and damage is tolerated. */
    public SourceLimits(long bytes, long pixels, Duration duration, int streams, long outputBytes, long freeBytes) {
        this(bytes, pixels, pixels, duration, streams, outputBytes, freeBytes, MEMORY_BYTES, false);
    }

    /** The same, but any damage is refused. */
    public SourceLimits withoutDamage() {
        return new SourceLimits(
                bytes, pixels, stillPixels, duration, streams, outputBytes, freeBytes, memoryBytes, true);
    }

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if a limit is not greater than zero; {@code freeBytes} may be zero
     */
    public SourceLimits {
        if (bytes <= 0
                || pixels <= 0
                || stillPixels <= 0
                || duration.isNegative()
                || duration.isZero()
                || streams <= 0
                || outputBytes <= 0
                || memoryBytes <= 0) {
            throw new IllegalArgumentException("limits must be greater than zero");
        }
        if (freeBytes < 0) {
            throw new IllegalArgumentException("the space to leave free must not be negative");
        }
    }

    /**
     * Checks a size before anything is read.
     *
     * @throws MediaException of kind LIMIT if it is too large
     */
    public void checkBytes(long has) {
        if (has > bytes) {
            throw tooLarge("it has " + has + " bytes; the limit is " + bytes, SettingName.MAX_SOURCE_SIZE);
        }
    }

    /**
     * Checks what a probe found.
     *
     * @throws MediaException of kind LIMIT if any of it is too large
     */
    public void check(MediaInfo media) {
        int has = media.video().size() + media.audio().size() + media.text().size() + media.otherStreams();
        if (has > streams) {
            throw tooLarge("it has " + has + " streams; the limit is " + streams, SettingName.MAX_STREAMS);
        }
        for (VideoStream video : media.video()) {
            long area = (long) video.coded().width() * video.coded().height();
            boolean still = media.still() || video.attachedPicture();
            long most = still ? stillPixels : pixels;
            if (area > most) {
                throw tooLarge(
                        "its image has " + area + " pixels (" + video.coded() + "); the limit is " + most,
                        still ? SettingName.MAX_STILL_PIXELS : SettingName.MAX_PIXELS);
            }
        }
        media.duration().filter(length -> length.compareTo(duration) > 0).ifPresent(length -> {
            throw tooLarge(
                    "it is " + length.toSeconds() + " s long; the limit is " + duration.toSeconds() + " s",
                    SettingName.MAX_DURATION);
        });
    }

    private static MediaException tooLarge(String sentence, SettingName setting) {
        return new MediaException(MediaException.Kind.LIMIT, sentence + " (" + setting + ")");
    }

    /** A hash of the limits that permanently refuse a source: it changes with any of them. */
    public String fingerprint() {
        String all = String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d %d",
                bytes,
                pixels,
                stillPixels,
                duration.toMillis(),
                streams,
                outputBytes,
                memoryBytes);
        return ContentHash.of(all.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, 8);
    }
}
