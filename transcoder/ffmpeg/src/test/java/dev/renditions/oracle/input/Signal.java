package dev.renditions.oracle.input;

/**
 * How the colours of a scene are written as pixels, by ffmpeg's names. Immutable.
 *
 * @param pixelFormat such as {@code yuv420p}
 * @param matrix of YCbCr; {@code gbr} for formats of red, green and blue
 * @param primaries what red, green and blue are
 * @param transfer how numbers become light
 * @param range {@code tv} for limited and {@code pc} for full
 * @param tagged whether the file says all this; else only the pixels are so
 */
public record Signal(
        String pixelFormat, String matrix, String primaries, String transfer, String range, boolean tagged) {
    /** High definition. */
    public static final Signal BT709 = new Signal("yuv420p", "bt709", "bt709", "bt709", "tv", true);
    /** Old television. */
    public static final Signal BT601 = new Signal("yuv420p", "smpte170m", "smpte170m", "smpte170m", "tv", true);
    /** A wide gamut of usual brightness. */
    public static final Signal BT2020 = new Signal("yuv420p10le", "bt2020nc", "bt2020", "bt709", "tv", true);
    /** High dynamic range as films have it. */
    public static final Signal PQ = new Signal("yuv420p10le", "bt2020nc", "bt2020", "smpte2084", "tv", true);
    /** High dynamic range as telephones and television have it. */
    public static final Signal HLG = new Signal("yuv420p10le", "bt2020nc", "bt2020", "arib-std-b67", "tv", true);
    /** Photos. */
    public static final Signal JPEG = new Signal("yuv420p", "smpte170m", "bt709", "iec61966-2-1", "pc", true);

    /** Red, green and blue themselves. */
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

    /** The same that the file does not tell. */
    public Signal untagged() {
        return new Signal(pixelFormat, matrix, primaries, transfer, range, false);
    }

    /** Writes pixels of red, green and blue so. */
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
