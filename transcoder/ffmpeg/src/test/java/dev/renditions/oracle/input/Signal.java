package dev.renditions.oracle.input;

/**
 * How colours are encoded as pixels, by ffmpeg's names. Immutable.
 *
 * @param pixelFormat such as {@code yuv420p}
 * @param matrix of YCbCr; {@code gbr} for formats of red, green and blue
 * @param primaries colour primaries
 * @param transfer transfer characteristics
 * @param range {@code tv} for limited and {@code pc} for full
 * @param tagged whether the file states all this; if not, only the pixels have these properties
 */
public record Signal(
        String pixelFormat, String matrix, String primaries, String transfer, String range, boolean tagged) {
    /** High definition. */
    public static final Signal BT709 = new Signal("yuv420p", "bt709", "bt709", "bt709", "tv", true);
    /** Standard definition. */
    public static final Signal BT601 = new Signal("yuv420p", "smpte170m", "smpte170m", "smpte170m", "tv", true);
    /** A wide gamut in standard dynamic range. */
    public static final Signal BT2020 = new Signal("yuv420p10le", "bt2020nc", "bt2020", "bt709", "tv", true);
    /** High dynamic range with the perceptual quantizer, as in films. */
    public static final Signal PQ = new Signal("yuv420p10le", "bt2020nc", "bt2020", "smpte2084", "tv", true);
    /** High dynamic range with hybrid log-gamma, as in phones and television. */
    public static final Signal HLG = new Signal("yuv420p10le", "bt2020nc", "bt2020", "arib-std-b67", "tv", true);
    /** Photos: full range. */
    public static final Signal JPEG = new Signal("yuv420p", "smpte170m", "bt709", "iec61966-2-1", "pc", true);

    /** RGB pixels. */
    public static Signal rgb(String pixelFormat) {
        return new Signal(pixelFormat, "gbr", "bt709", "iec61966-2-1", "pc", true);
    }

    /** The same in another pixel format. */
    public Signal as(String newFormat) {
        return new Signal(newFormat, matrix, primaries, transfer, range, tagged);
    }

    /** The same in another range. */
    public Signal ranged(String newRange) {
        return new Signal(pixelFormat, matrix, primaries, transfer, newRange, tagged);
    }

    /** The same, without tags in the file. */
    public Signal untagged() {
        return new Signal(pixelFormat, matrix, primaries, transfer, range, false);
    }

    /** The filters that convert RGB pixels to this signal. */
    public String filters() {
        String format = "format=" + pixelFormat;
        if (!matrix.equals("gbr")) {
            format = "scale=out_color_matrix=" + matrix.replace("nc", "") + ":out_range=" + range
                    + ":flags=bicubic+accurate_rnd+full_chroma_int," + format;
        }
        return format + ",setparams="
                + (tagged ? tags() : "colorspace=unknown:color_primaries=unknown:color_trc=unknown:range=unknown");
    }

    private String tags() {
        return "colorspace=" + matrix + ":color_primaries=" + primaries + ":color_trc=" + transfer + ":range=" + range;
    }

    @Override
    public String toString() {
        return pixelFormat + " " + (matrix.equals("gbr") ? "" : matrix + " ")
                + (transfer.equals(matrix) ? "" : transfer + " ") + range + (tagged ? "" : " untagged");
    }
}
