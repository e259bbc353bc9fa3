package dev.renditions.ffmpeg.filter;

import dev.renditions.kind.track.Rung;
import dev.renditions.media.Color;

/**
 * The color and pixel format of an output. Immutable.
 *
 * @param color the color; empty properties are left as they are
 * @param pixels ffmpeg's name of the pixel format
 * @param light the pixel format that {@link HdrFilters} end in, before the conversion to {@code pixels}: one that supports all
 *     sizes of the output
 */
public record SampleFormat(Color color, String pixels, String light) {
    /** The color of JPEG. Viewers support no other matrix. */
    private static final Color JFIF = new Color("", "", "smpte170m", Color.FULL);

    /** A JPEG with 4:2:0 subsampling, which all viewers support. */
    public static final SampleFormat JPEG = new SampleFormat(JFIF, "yuvj420p", "yuv444p");

    /** A JPEG without chroma subsampling. */
    public static final SampleFormat JPEG_444 = new SampleFormat(JFIF, "yuvj444p", "yuv444p");

    /** RGB, not yuv420p: WebP is BT.601, and its encoder converts to that best. */
    public static final SampleFormat WEBP = new SampleFormat(new Color("", "", Color.RGB, Color.FULL), "bgra", "gbrp");

    /** The format of one rung, whose size is even: 4:2:0, which every player supports. */
    static SampleFormat of(Rung rung) {
        Color color = rung.color();
        return new SampleFormat(
                new Color(color.primaries(), color.transfer(), color.space(), Color.LIMITED), "yuv420p", "yuv420p");
    }

    /** Whether to scale exactly, which takes longer: for images, but not for the many frames of videos. */
    boolean exact() {
        return color.range().equals(Color.FULL);
    }

    boolean rgb() {
        return color.space().equals(Color.RGB);
    }
}
