package dev.renditions.captions.ass;

/**
 * How much of the picture a text takes, roughly, as players draw WebVTT: letters a twentieth of the height high, which is what
 * the standard begins with, in a picture of 16:9. Immutable.
 *
 * @param width in percent of the picture's width
 * @param height in percent of the picture's height
 */
record TextExtent(double width, double height) {
    /** With the space between lines. */
    private static final double LINE = 6;

    /** Letters are half as wide as high, on average. */
    private static final double LETTER = 1.5;

    /** From here on in Unicode, letters are about as wide as high: Chinese, Japanese, Korean. */
    private static final int WIDE = 0x2E80;

    /** Of a text with plain breaks of lines. */
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
