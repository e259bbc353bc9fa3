package dev.renditions.oracle.scene;

/**
 * The time that is drawn into each frame: a strip along the bottom, a twelfth of the height, with a white box for each set bit
 * of a number and a black one for each other bit, the lowest at the left. The number counts hundredths of a second. The last
 * box is the parity: it makes the number of white boxes even.
 */
public final class TimeCode {
    /** Number of boxes: nine bits and the parity. */
    public static final int BOXES = 10;

    /** Codes a second. */
    public static final int PER_SECOND = 100;

    /** The height of the frame divided by that of the strip. */
    public static final int PART_OF_HEIGHT = 12;

    private TimeCode() {}

    /** The height of the strip in a frame of a given height. */
    public static int stripHeight(int height) {
        return Math.max(1, height / PART_OF_HEIGHT);
    }

    /** The number that boxes represent; -1 if the parity is wrong. */
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
