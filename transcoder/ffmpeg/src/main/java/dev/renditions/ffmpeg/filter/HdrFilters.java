package dev.renditions.ffmpeg.filter;

import dev.renditions.media.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The filters for colors that other numbers alone do not express: high dynamic range, wide primaries and unusual matrices. They
 * go by light, and end in BT.709. What the tones become is measured in docs/decisions/0016-colors.md.
 */
public final class HdrFilters {
    /** In nits: what a sheet of white paper has in high dynamic range, by ITU-R BT.2408. It is near to white afterwards. */
    private static final int DIFFUSE_WHITE = 203;

    private static final int PQ_PEAK = 10_000;
    private static final int HLG_PEAK = 1_000;

    /**
     * What is darker than this part of diffuse white stays as it is; what is brighter is compressed, up to the peak of the
     * transfer. Never up to the peak that a source states of itself: many state a wrong one.
     */
    private static final double LINEAR_PART = 0.7;

    /** The matrices that ffmpeg's scaler knows. */
    private static final Set<String> SCALED =
            Set.of("", Color.RGB, "bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "bt2020nc");

    /** With colors for each pixel: the library behind zscale takes no odd sizes of others. */
    private static final String PIXELS = "format=yuv444p|yuv444p10|yuv444p12|yuv444p16|gbrp|gbrp10|gbrp12|gbrp16";

    private static final String ALPHA_PIXELS =
            "format=yuva444p|yuva444p10|yuva444p12|yuva444p16|gbrap|gbrap10|gbrap12|gbrap16";

    /** What frames say beside their samples of high dynamic range. Encoders would write it into what no longer is. */
    private static final List<String> LIGHT_DATA = List.of(
            "MASTERING_DISPLAY_METADATA",
            "CONTENT_LIGHT_LEVEL",
            "DYNAMIC_HDR_PLUS",
            "DYNAMIC_HDR_VIVID",
            "AMBIENT_VIEWING_ENVIRONMENT",
            "DOVI_RPU_BUFFER",
            "DOVI_METADATA");

    private HdrFilters() {}

    /** Whether a source of these colors needs them. */
    public static boolean needed(Color source) {
        return source.hdr() || source.wide() || !SCALED.contains(source.space());
    }

    /** What frames may say of their matrix before the scaler sees them, which fails on those that it does not know. */
    static String scalable(String space) {
        return SCALED.contains(space) ? space : "bt709";
    }

    /**
     * The filters, for frames of any size.
     *
     * @param source what they mean
     * @param target what they are to mean
     * @param pixels the pixel format that they end in
     * @param alpha whether they are transparent in parts, and stay so
     */
    static List<String> of(Color source, Color target, String pixels, boolean alpha) {
        String from = "zscale=pin=" + source.primaries() + ":tin=" + transfer(source) + matrix(source);
        String to = ":m=" + target.space() + ":r=" + target.range();
        String end = "format=" + pixels;
        String first = alpha ? ALPHA_PIXELS : PIXELS;
        if (!source.hdr()) {
            return List.of(first, from + ":t=" + transfer(source) + ":p=bt709" + to, end);
        }
        double peak = source.transfer().equals(Color.HLG) ? HLG_PEAK : PQ_PEAK;
        List<String> filters = new ArrayList<>();
        LIGHT_DATA.forEach(type -> filters.add("sidedata=mode=delete:type=" + type));
        filters.addAll(List.of(
                first,
                from + ":t=linear:npl=" + DIFFUSE_WHITE + ":p=bt709",
                alpha ? "format=gbrapf32le" : "format=gbrpf32le",
                // By the largest of red, green and blue, and all of them alike, so that hues stay.
                "tonemap=mobius:param=" + LINEAR_PART + ":desat=0:peak=" + peak / DIFFUSE_WHITE,
                "zscale=t=bt709" + to,
                end));
        return filters;
    }

    private static String matrix(Color source) {
        return source.space().equals(Color.RGB) ? "" : ":min=" + source.space();
    }

    /** Of standard dynamic range all are shown nearly alike, but for that of computer graphics. */
    private static String transfer(Color source) {
        return source.hdr() || source.transfer().equals(Color.SRGB) ? source.transfer() : "bt709";
    }
}
