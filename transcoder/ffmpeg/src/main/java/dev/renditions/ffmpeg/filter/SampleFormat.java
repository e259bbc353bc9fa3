package dev.renditions.ffmpeg.filter;

import dev.renditions.kind.track.Rung;
import dev.renditions.media.Color;

/**
 * The numbers that an output holds. Immutable.
 *
 * @param color what they mean; what is empty is left as it is
 * @param pixels ffmpeg's name of the pixel format
 * @param light the pixel format that comes before it where colors are converted by light: one that exists in all its sizes
 */
public record SampleFormat(Color color, String pixels, String light) {
    /** The matrix of JPEG, of which its viewers know no other. */
    private static final Color JFIF = new Color("", "", "smpte170m", Color.FULL);

    /** A JPEG as all viewers know it. */
    public static final SampleFormat JPEG = new SampleFormat(JFIF, "yuvj420p", "yuv444p");

    /** The same with whole colors for each pixel. */
    public static final SampleFormat JPEG_444 = new SampleFormat(JFIF, "yuvj444p", "yuv444p");

    /** Not yuv420p: what WebP means by that is BT.601, and its own encoder turns to that best. */
    public static final SampleFormat WEBP = new SampleFormat(new Color("", "", Color.RGB, Color.FULL), "bgra", "gbrp");

    /** Of the frames of one rung, whose size is even: 4:2:0, which every player has. */
    static SampleFormat of(Rung rung) {
        Color color = rung.color();
        return new SampleFormat(
                new Color(color.primaries(), color.transfer(), color.space(), Color.LIMITED), "yuv420p", "yuv420p");
    }

    /** Whether it is for pictures, of which there are few: they may take longer. */
    boolean exact() {
        return color.range().equals(Color.FULL);
    }

    boolean rgb() {
        return color.space().equals(Color.RGB);
    }
}
