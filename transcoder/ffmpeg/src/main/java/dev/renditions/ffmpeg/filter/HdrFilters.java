package dev.renditions.ffmpeg.filter;

import dev.renditions.media.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The filters for colors that can't be converted by another matrix alone: high dynamic range, wide primaries and unusual
 * matrices. They convert through linear light to BT.709. The resulting tones are measured in docs/decisions/0016-colors.md.
 */
public final class HdrFilters {
    /** The luminance of diffuse white in HDR by ITU-R BT.2408, in nits. It becomes nearly white in the output. */
    private static final int DIFFUSE_WHITE = 203;

    private static final int PQ_PEAK = 10_000;
    private static final int HLG_PEAK = 1_000;

    /**
     * Tones below this part of diffuse white are kept. Brighter tones are compressed, up to the peak of the transfer function.
     * The peak that a source states is not used, since many state a wrong one.
     */
    private static final double LINEAR_PART = 0.7;

    /** The matrices that ffmpeg's scaler knows. */
    private static final Set<String> SCALED =
            Set.of("", Color.RGB, "bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "bt2020nc");

    /** Formats without chroma subsampling: the library behind zscale does not support odd sizes of others. */
    private static final String PIXELS = "format=yuv444p|yuv444p10|yuv444p12|yuv444p16|gbrp|gbrp10|gbrp12|gbrp16";

    private static final String ALPHA_PIXELS =
            "format=yuva444p|yuva444p10|yuva444p12|yuva444p16|gbrap|gbrap10|gbrap12|gbrap16";

    /** The HDR side data of frames. Encoders would write it into the output although that is not HDR. */
    private static final List<String> LIGHT_DATA = List.of(
            "MASTERING_DISPLAY_METADATA",
            "CONTENT_LIGHT_LEVEL",
            "DYNAMIC_HDR_PLUS",
            "DYNAMIC_HDR_VIVID",
            "AMBIENT_VIEWING_ENVIRONMENT",
            "DOVI_RPU_BUFFER",
            "DOVI_METADATA");

    private HdrFilters() {}

    /** Whether a source with this color needs these filters. */
    public static boolean needed(Color source) {
        return source.hdr() || source.wide() || !SCALED.contains(source.space());
    }

    /** The matrix to set on frames before the scaler reads them. The scaler fails on matrices that it does not know. */
    static String scalable(String space) {
        return SCALED.contains(space) ? space : "bt709";
    }

    /**
     * The filters, for frames of any size.
     *
     * @param source the color of the frames
     * @param target the color of the output
     * @param pixels the pixel format of the output
     * @param alpha whether to keep transparency
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
                // Mobius scales red, green and blue by the same factor, that of the largest, so that hues are kept.
                "tonemap=mobius:param=" + LINEAR_PART + ":desat=0:peak=" + peak / DIFFUSE_WHITE,
                "zscale=t=bt709" + to,
                end));
        return filters;
    }

    private static String matrix(Color source) {
        return source.space().equals(Color.RGB) ? "" : ":min=" + source.space();
    }

    /** Displays show all transfer functions of standard dynamic range nearly alike, except sRGB. */
    private static String transfer(Color source) {
        return source.hdr() || source.transfer().equals(Color.SRGB) ? source.transfer() : "bt709";
    }
}
