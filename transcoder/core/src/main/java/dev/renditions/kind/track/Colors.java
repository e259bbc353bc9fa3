package dev.renditions.kind.track;

import dev.renditions.media.Color;
import dev.renditions.media.PixelFormat;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.util.Set;

/**
 * Which color tags are assumed for a source, and which an output gets. Tags of sources are often absent, reserved or
 * contradictory, and filters fail on many values that the standards define. So every tag that is not one of the values below is
 * replaced by a guess, and everything after that uses the guess.
 */
public final class Colors {
    private static final String HD = "bt709";
    private static final String PAL = "bt470bg";
    private static final String NTSC = "smpte170m";
    private static final String UHD = "bt2020";

    /** BT.709 for primaries, transfer and matrix, by ffmpeg's names, in limited range. */
    private static final Color BT709 = new Color(HD, HD, HD, Color.LIMITED);

    private static final int SD_WIDTH = 1024;
    private static final int SD_HEIGHT = 576;

    /** Primaries that are accepted. Uploads have the others of H.273 only by mistake. */
    private static final Set<String> PRIMARIES = Set.of(HD, PAL, NTSC, "smpte240m", UHD, "smpte431", "smpte432");

    /** Transfers of standard dynamic range that are accepted. Players show them nearly alike. */
    private static final Set<String> TRANSFERS =
            Set.of(HD, NTSC, "smpte240m", "bt470m", PAL, Color.SRGB, "iec61966-2-4", "bt1361e");

    /** The matrix of BT.2020. Its variant of constant luminance is not used, and filters support it with one transfer only. */
    private static final String UHD_SPACE = "bt2020nc";

    private static final Set<String> SPACES = Set.of(HD, "fcc", PAL, NTSC, "smpte240m", "ycgco", UHD_SPACE);

    /** A matrix of high dynamic range, which is defined only with the primaries of BT.2020. */
    private static final String ICTCP = "ictcp";

    /** Video codecs, in which even gray has a limited range unless another is stated. */
    private static final Set<VideoCodec> VIDEO_CODECS =
            Set.of(VideoCodec.H264, VideoCodec.HEVC, VideoCodec.AV1, VideoCodec.VP9);

    /** Color spaces that an output keeps. All others are converted to BT.709. */
    private static final Set<String> KEPT = Set.of(HD, PAL, NTSC);

    private Colors() {}

    /**
     * The color tags that are assumed for a source; all of them have a value.
     *
     * <p>If tags contradict each other, the transfer wins: PQ and HLG shown as anything else are wrong for all viewers, and
     * nobody sets them by mistake. High dynamic range has the primaries of BT.2020, unless its primaries and its matrix are both
     * BT.709, or its primaries are P3. Its matrix is that of BT.2020 unless another known one is stated. In standard dynamic
     * range, matrix and primaries are accepted independently. If one of them is absent or unknown, it follows from the other. If
     * both are, they are those of BT.709 in high definition and of BT.601 below, as in players. RGB samples have no matrix, and
     * YCbCr samples cannot have the RGB matrix, whatever the tags state.
     */
    public static Color source(VideoStream video) {
        Color stated = video.color();
        PixelFormat pixels = new PixelFormat(video.pixelFormat());
        String range = range(video, pixels);
        if (stated.hdr()) {
            return new Color(
                    widePrimaries(stated), stated.transfer(), pixels.rgb() ? Color.RGB : wideSpace(stated), range);
        }
        String space = pixels.rgb() ? Color.RGB : space(stated, video.coded());
        return new Color(primaries(stated, space), transfer(stated, space), space, range);
    }

    /** The color tags of a video of standard dynamic range that is made from a source with these tags. */
    public static Color rung(Color source) {
        if (source.hdr() || source.wide() || !KEPT.contains(source.space())) {
            return BT709;
        }
        String primaries = KEPT.contains(source.primaries()) ? source.primaries() : source.space();
        return new Color(primaries, source.transfer(), source.space(), Color.LIMITED);
    }

    /** Whether every color tag that a source states equals that of the output. */
    public static boolean kept(Color stated, Color output) {
        return kept(stated.primaries(), output.primaries())
                && kept(stated.transfer(), output.transfer())
                && kept(stated.space(), output.space())
                && kept(stated.range(), output.range());
    }

    private static boolean kept(String stated, String output) {
        return stated.isEmpty() || stated.equals(output);
    }

    private static String range(VideoStream video, PixelFormat pixels) {
        String stated = video.color().range();
        if (pixels.fullRange()) {
            return Color.FULL;
        }
        boolean full = VideoCodec.MJPEG.is(video)
                || (pixels.gray() && VIDEO_CODECS.stream().noneMatch(codec -> codec.is(video)));
        return stated.isEmpty() ? (full ? Color.FULL : Color.LIMITED) : stated;
    }

    private static String widePrimaries(Color stated) {
        boolean hd = stated.primaries().equals(HD) && stated.space().equals(HD);
        return (hd || stated.wide()) && !stated.space().equals(ICTCP) ? stated.primaries() : UHD;
    }

    private static String wideSpace(Color stated) {
        return SPACES.contains(stated.space()) || stated.space().equals(ICTCP) ? stated.space() : UHD_SPACE;
    }

    private static String space(Color stated, Size coded) {
        if (SPACES.contains(stated.space())) {
            return stated.space();
        }
        if (stated.space().equals("bt2020c")) {
            return UHD_SPACE;
        }
        return switch (stated.primaries()) {
            case HD, PAL, NTSC, "smpte240m" -> stated.primaries();
            case UHD -> UHD_SPACE;
            default -> large(coded) ? HD : lines(coded) == SD_HEIGHT ? PAL : NTSC;
        };
    }

    private static String primaries(Color stated, String space) {
        if (PRIMARIES.contains(stated.primaries())) {
            return stated.primaries();
        }
        return switch (space) {
            case PAL, NTSC, "smpte240m" -> space;
            case "fcc" -> NTSC;
            case UHD_SPACE -> UHD;
            default -> HD;
        };
    }

    private static String transfer(Color stated, String space) {
        if (TRANSFERS.contains(stated.transfer())) {
            return stated.transfer();
        }
        return switch (space) {
            case Color.RGB -> Color.SRGB;
            case PAL, NTSC -> NTSC;
            default -> HD;
        };
    }

    /** The lines of a whole frame, also if the source has one field only. */
    private static int lines(Size coded) {
        return coded.height() <= SD_HEIGHT / 2 ? 2 * coded.height() : coded.height();
    }

    private static boolean large(Size coded) {
        return coded.width() > SD_WIDTH || coded.height() > SD_HEIGHT;
    }
}
