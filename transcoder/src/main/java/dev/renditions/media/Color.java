package dev.renditions.media;

/**
 * How the numbers of a video mean light: ffmpeg's names after ITU-T H.273, empty where the file does not say. Immutable.
 *
 * @param primaries such as {@code bt709} or {@code bt2020}
 * @param transfer such as {@code bt709}, {@code smpte2084} (PQ) or {@code arib-std-b67} (HLG)
 * @param space the matrix, such as {@code bt709} or {@code bt2020nc}
 * @param range {@code tv} or {@code pc}
 */
public record Color(String primaries, String transfer, String space, String range) {
    /** Nothing is known. */
    public static final Color UNKNOWN = new Color("", "", "", "");

    /** Whether it is high dynamic range: PQ or HLG. */
    public boolean hdr() {
        return transfer.equals("smpte2084") || transfer.equals("arib-std-b67");
    }
}
