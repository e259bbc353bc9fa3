package dev.renditions.media;

import java.util.regex.Pattern;

/**
 * Interprets ffmpeg's name of a pixel format. Immutable.
 *
 * @param name such as {@code yuv420p}; empty if unknown
 */
public record PixelFormat(String name) {
    private static final Pattern RGB = Pattern.compile("(?:(?:[0ax]|x2)?(?:rgb|bgr)|gbr|pal8|mono).*");
    private static final Pattern GRAY = Pattern.compile("(?:gray|ya\\d).*");

    /** Palettes may contain transparent colors; the name does not tell. */
    private static final Pattern ALPHA =
            Pattern.compile("(?:argb|abgr|rgba|bgra|ya\\d|yuva|gbrap|ayuv|vuya|uyva|pal8).*");

    /** Whether its samples are red, green and blue. */
    public boolean rgb() {
        return RGB.matcher(name).matches();
    }

    /** Whether it has luma samples only. */
    public boolean gray() {
        return GRAY.matcher(name).matches();
    }

    /** Whether it has an alpha channel or a palette that may be transparent. */
    public boolean alpha() {
        return ALPHA.matcher(name).matches();
    }

    /** Whether the name implies full range. */
    public boolean fullRange() {
        return name.startsWith("yuvj") || rgb();
    }
}
