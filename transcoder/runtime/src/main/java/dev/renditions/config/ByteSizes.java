package dev.renditions.config;

import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses sizes in the notation that users write. Throws an {@link IllegalArgumentException} with a sentence for
 * anything else. The JDK formats such sizes but does not parse powers of 1024, and these few lines do not justify a library.
 */
final class ByteSizes {
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AREA = Pattern.compile("(\\d{1,6})x(\\d{1,6})");
    private static final String UNITS = "KMGT";

    /** The limit of ffmpeg for an image: it counts pixels and bytes in 31 bits. */
    private static final long MOST_PIXELS = 1L << 28;

    private static final int MOST_STREAMS = 10_000;

    private ByteSizes() {}

    /** A number of bytes, more than zero: {@code 500M}, {@code 8g}, {@code 16GiB}; K is 1024 bytes. */
    static long bytes(String text) {
        long bytes = bytesOrNone(text);
        if (bytes == 0) {
            throw notASize(text);
        }
        return bytes;
    }

    /** The same, or zero. */
    static long bytesOrNone(String text) {
        Matcher parts = BYTES.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            String unit = parts.group(2).toUpperCase(Locale.ROOT);
            int shift = 10 * (unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1);
            if (number <= Long.MAX_VALUE >> shift) {
                return number << shift;
            }
        }
        throw notASize(text);
    }

    private static IllegalArgumentException notASize(String text) {
        return new IllegalArgumentException("'" + text + "' is not a size; write 500M, 8G or 1T");
    }

    /** A memory limit, at least what ffmpeg needs to start. */
    static long memory(String text) {
        long bytes = bytes(text);
        if (bytes < SandboxSettings.LEAST_MEMORY) {
            throw new IllegalArgumentException("'" + text + "' is too little for ffmpeg to start; the minimum is "
                    + (SandboxSettings.LEAST_MEMORY >> 20) + "m");
        }
        return bytes;
    }

    /** A number of pixels, or an area such as {@code 8192x8192}. */
    static long pixels(String text) {
        Matcher sides = AREA.matcher(text);
        long pixels = sides.matches()
                ? Long.parseLong(sides.group(1)) * Long.parseLong(sides.group(2))
                : text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
        if (pixels < 1 || pixels > MOST_PIXELS) {
            throw new IllegalArgumentException("'" + text + "' is not a number of pixels from 1 to " + MOST_PIXELS
                    + "; write 67108864 or 8192x8192");
        }
        return pixels;
    }

    /** A number of streams. */
    static int streams(String text) {
        int streams = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (streams < 1 || streams > MOST_STREAMS) {
            throw new IllegalArgumentException("'" + text + "' is not a number from 1 to " + MOST_STREAMS);
        }
        return streams;
    }
}
