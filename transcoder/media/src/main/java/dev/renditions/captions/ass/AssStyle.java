package dev.renditions.captions.ass;

/**
 * The attributes of an ASS style that WebVTT also supports. Immutable.
 *
 * @param alignment position of its texts by the keys of a numeric keypad: 2 is bottom center, 7 is top left
 * @param bold whether they are bold
 * @param italic whether they are italic
 * @param underlined whether they are underlined
 */
record AssStyle(int alignment, boolean bold, boolean italic, boolean underlined) {
    /** The style that players use if a script refers to an undefined one. */
    static final AssStyle DEFAULT = new AssStyle(2, false, false, false);

    /**
     * Converts an alignment of SSA: 1 to 3 are at the bottom, 5 to 7 at the top, 9 to 11 in the middle.
     *
     * @return the keypad alignment; 0 if the number is invalid
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
