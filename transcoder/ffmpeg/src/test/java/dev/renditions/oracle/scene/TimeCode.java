package dev.renditions.oracle.scene;

/**
 * How a frame tells its own time: a strip along the bottom of the picture, a twelfth of its height, with white boxes for the
 * set bits of a number, the lowest at the left, and black ones for the others. The number counts hundredths of a second;
 * the last box makes the number of white boxes even.
 */
public final class TimeCode {
    /** How many boxes stand side by side: nine bits and the parity. */
    public static final int BOXES = 10;

    /** Code numbers that a second has. */
    public static final int PER_SECOND = 100;

    /** The strip is this part of the picture's height. */
    public static final int PART_OF_HEIGHT = 12;

    private TimeCode() {}

    /** The height of the strip of a picture of that height. */
    public static int stripHeight(int height) {
        return Math.max(1, height / PART_OF_HEIGHT);
    }

    /** The number that boxes stand for; -1 if their parity is wrong. */
    public static int read(boolean[] white) {
        int number = 0;
        int set = 0;
        for (int box = 0; box < BOXES; box++) {
            if (white[box]) {
                set++;
                number |= box < BOXES - 1 ? 1 << box : 0;
            }
        }
        return set % 2 == 0 ? number : -1;
    }
}
