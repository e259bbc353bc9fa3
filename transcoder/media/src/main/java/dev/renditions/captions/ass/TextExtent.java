package dev.renditions.captions.ass;

/**
 * The approximate size of a text as players draw WebVTT: with the default letter size of the standard, a twentieth of
 * the height, in a 16:9 frame. Immutable.
 *
 * @param width in percent of the frame's width
 * @param height in percent of the frame's height
 */
record TextExtent(double width, double height) {
    /** The height of a line, with spacing. */
    private static final double LINE = 6;

    /** The average width of a letter, half of its height. */
    private static final double LETTER = 1.5;

    /** Code points from here on are about as wide as high: Chinese, Japanese, Korean. */
    private static final int WIDE = 0x2E80;

    /** The extent of a text with line feeds. */
    static TextExtent of(String text) {
        double widest = text.lines()
                .mapToDouble(line -> line.codePoints()
                        .mapToDouble(c -> c < WIDE ? LETTER : 2 * LETTER)
                        .sum())
                .max()
                .orElse(0);
        return new TextExtent(
                Math.min(100, widest), Math.min(100, LINE * text.lines().count()));
    }
}
