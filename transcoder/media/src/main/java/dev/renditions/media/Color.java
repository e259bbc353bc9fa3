package dev.renditions.media;

import java.util.Set;

/**
 * The color properties of a video: ffmpeg's names of the values of ITU-T H.273, empty if the file does not state them.
 * Immutable.
 *
 * @param primaries such as {@code bt709} or {@code bt2020}
 * @param transfer such as {@code bt709}, {@code smpte2084} (PQ) or {@code arib-std-b67} (HLG)
 * @param space the matrix, such as {@code bt709} or {@code bt2020nc}
 * @param range {@code tv} or {@code pc}
 */
public record Color(String primaries, String transfer, String space, String range) {
    /** All values unknown. */
    public static final Color UNKNOWN = new Color("", "", "", "");

    /** The matrix of RGB samples. */
    public static final String RGB = "gbr";

    /** The transfer of perceptual quantization, SMPTE ST 2084. */
    public static final String PQ = "smpte2084";

    /** The transfer of hybrid log-gamma. */
    public static final String HLG = "arib-std-b67";

    /** The transfer of computer graphics and stills. */
    public static final String SRGB = "iec61966-2-1";

    /** The range with headroom below black and above white, as in nearly all video. */
    public static final String LIMITED = "tv";

    /** The range that uses all sample values, as in JPEG. */
    public static final String FULL = "pc";

    /**
     * Primaries much wider than those of BT.709, which displays without color management assume: BT.2020 and both P3
     * variants.
     */
    private static final Set<String> WIDE = Set.of("bt2020", "smpte431", "smpte432");

    /** Whether it is high dynamic range: PQ or HLG. */
    public boolean hdr() {
        return transfer.equals(PQ) || transfer.equals(HLG);
    }

    /** Whether its primaries are much wider than those of BT.709. */
    public boolean wide() {
        return WIDE.contains(primaries);
    }
}
