package dev.renditions.captions.ass;

/**
 * What a style of ASS says that WebVTT can say, too. Immutable.
 *
 * @param alignment where its texts are, as the keys of a numeric keypad lie: 2 is at the bottom in the middle, 7 at the top left
 * @param bold whether they are bold
 * @param italic whether they are italic
 * @param underlined whether they are underlined
 */
record AssStyle(int alignment, boolean bold, boolean italic, boolean underlined) {
    /** What players use where a script names a style that it has not defined. */
    static final AssStyle DEFAULT = new AssStyle(2, false, false, false);

    /**
     * The alignment that a number of SSA stands for: 1 to 3 at the bottom, 5 to 7 at the top, 9 to 11 in the middle.
     *
     * @return as of the keypad; 0 if it stands for none
     */
    static int fromSsa(int number) {
        int column = number & 3;
        if (number < 1 || number > 11 || column == 0) {
            return 0;
        }
        return switch (number & 12) {
            case 4 -> column + 6;
            case 8 -> column + 3;
            default -> column;
        };
    }
}
