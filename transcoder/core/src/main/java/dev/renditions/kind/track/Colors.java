package dev.renditions.kind.track;

import dev.renditions.media.Color;
import dev.renditions.media.PixelFormat;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.util.Set;

/**
 * What the numbers of a source are taken to mean, and what those of an output mean. Tags of sources are often absent, reserved
 * or contradict each other, and filters fail on many values that the standards define; so every tag that is not one of the
 * values below is replaced by a guess, and what follows goes by the guess alone.
 */
public final class Colors {
    private static final String HD = "bt709";
    private static final String PAL = "bt470bg";
    private static final String NTSC = "smpte170m";
    private static final String UHD = "bt2020";

    /** All three of them, as it is called by ffmpeg, in limited range. */
    private static final Color BT709 = new Color(HD, HD, HD, Color.LIMITED);

    private static final int SD_WIDTH = 1024;
    private static final int SD_HEIGHT = 576;

    /** Primaries that are believed; the others of H.273 are in no upload but by mistake. */
    private static final Set<String> PRIMARIES = Set.of(HD, PAL, NTSC, "smpte240m", UHD, "smpte431", "smpte432");

    /** Transfers of standard dynamic range that are believed. Players show them nearly alike. */
    private static final Set<String> TRANSFERS =
            Set.of(HD, NTSC, "smpte240m", "bt470m", PAL, Color.SRGB, "iec61966-2-4", "bt1361e");

    /** The matrix of BT.2020; its constant luminance is used by nobody, and filters know it with one transfer only. */
    private static final String UHD_SPACE = "bt2020nc";

    private static final Set<String> SPACES = Set.of(HD, "fcc", PAL, NTSC, "smpte240m", "ycgco", UHD_SPACE);

    /** Of high dynamic range with the primaries of BT.2020 only: it has no meaning with others. */
    private static final String ICTCP = "ictcp";

    /** Coders of video, in which brightness alone has a limited range unless it is stated. */
    private static final Set<VideoCodec> VIDEO_CODECS =
            Set.of(VideoCodec.H264, VideoCodec.HEVC, VideoCodec.AV1, VideoCodec.VP9);

    /** What an output may say as it stands. Whatever else a source means is converted to BT.709. */
    private static final Set<String> KEPT = Set.of(HD, PAL, NTSC);

    private Colors() {}

    /**
     * What the numbers of a source are taken to mean; nothing is left unsaid.
     *
     * <p>Of tags that contradict each other, the transfer is believed most: PQ and HLG shown as anything else are wrong for
     * all viewers, and nobody sets these by mistake. High dynamic range has the primaries of BT.2020 unless both its primaries
     * and its matrix say BT.709, or its primaries say P3; its matrix is that of BT.2020 unless another known one is stated.
     * Else matrix and primaries are believed each for itself, and of these that are absent or unknown, the primaries follow
     * from the matrix and the matrix from the primaries. If both are, they are those of BT.709 in high definition and of
     * BT.601 below, as in players. Samples of red, green and blue have no matrix, and those of YCbCr cannot have that of red,
     * green and blue, whatever they say.
     */
    public static Color source(VideoStream video) {
        Color said = video.color();
        PixelFormat pixels = new PixelFormat(video.pixelFormat());
        String range = range(video, pixels);
        if (said.hdr()) {
            return new Color(widePrimaries(said), said.transfer(), pixels.rgb() ? Color.RGB : wideSpace(said), range);
        }
        String space = pixels.rgb() ? Color.RGB : space(said, video.coded());
        return new Color(primaries(said, space), transfer(said, space), space, range);
    }

    /** What the numbers of a video of standard dynamic range mean that is made of such a source. */
    public static Color rung(Color source) {
        if (source.hdr() || source.wide() || !KEPT.contains(source.space())) {
            return BT709;
        }
        String primaries = KEPT.contains(source.primaries()) ? source.primaries() : source.space();
        return new Color(primaries, source.transfer(), source.space(), Color.LIMITED);
    }

    /** Whether a source says nothing of its colors that a video made of it would not say. */
    public static boolean kept(Color said, Color output) {
        return kept(said.primaries(), output.primaries())
                && kept(said.transfer(), output.transfer())
                && kept(said.space(), output.space())
                && kept(said.range(), output.range());
    }

    private static boolean kept(String said, String output) {
        return said.isEmpty() || said.equals(output);
    }

    private static String range(VideoStream video, PixelFormat pixels) {
        String said = video.color().range();
        if (pixels.fullRange()) {
            return Color.FULL;
        }
        boolean full = VideoCodec.MJPEG.is(video)
                || (pixels.gray() && VIDEO_CODECS.stream().noneMatch(codec -> codec.is(video)));
        return said.isEmpty() ? (full ? Color.FULL : Color.LIMITED) : said;
    }

    private static String widePrimaries(Color said) {
        boolean hd = said.primaries().equals(HD) && said.space().equals(HD);
        return (hd || said.wide()) && !said.space().equals(ICTCP) ? said.primaries() : UHD;
    }

    private static String wideSpace(Color said) {
        return SPACES.contains(said.space()) || said.space().equals(ICTCP) ? said.space() : UHD_SPACE;
    }

    private static String space(Color said, Size coded) {
        if (SPACES.contains(said.space())) {
            return said.space();
        }
        if (said.space().equals("bt2020c")) {
            return UHD_SPACE;
        }
        return switch (said.primaries()) {
            case HD, PAL, NTSC, "smpte240m" -> said.primaries();
            case UHD -> UHD_SPACE;
            default -> large(coded) ? HD : lines(coded) == SD_HEIGHT ? PAL : NTSC;
        };
    }

    private static String primaries(Color said, String space) {
        if (PRIMARIES.contains(said.primaries())) {
            return said.primaries();
        }
        return switch (space) {
            case PAL, NTSC, "smpte240m" -> space;
            case "fcc" -> NTSC;
            case UHD_SPACE -> UHD;
            default -> HD;
        };
    }

    private static String transfer(Color said, String space) {
        if (TRANSFERS.contains(said.transfer())) {
            return said.transfer();
        }
        return switch (space) {
            case Color.RGB -> Color.SRGB;
            case PAL, NTSC -> NTSC;
            default -> HD;
        };
    }

    /** Of the whole frame, where a source has half of them. */
    private static int lines(Size coded) {
        return coded.height() <= SD_HEIGHT / 2 ? 2 * coded.height() : coded.height();
    }

    private static boolean large(Size coded) {
        return coded.width() > SD_WIDTH || coded.height() > SD_HEIGHT;
    }
}
