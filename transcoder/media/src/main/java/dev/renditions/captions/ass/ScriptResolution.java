package dev.renditions.captions.ass;

/**
 * The picture whose size the positions of a script are meant for, in its own units. Immutable.
 *
 * @param width at least 1
 * @param height at least 1
 */
record ScriptResolution(int width, int height) {
    /** What players assume where nothing is stated, as for SubRip. */
    static final ScriptResolution DEFAULT = new ScriptResolution(384, 288);

    /** With what a script states; 0 for what it does not, which players then take to fit 4:3. */
    static ScriptResolution of(int width, int height) {
        if (width <= 0 && height <= 0) {
            return DEFAULT;
        }
        return width <= 0
                ? new ScriptResolution(Math.max(1, height * 4 / 3), height)
                : new ScriptResolution(width, height <= 0 ? Math.max(1, width * 3 / 4) : height);
    }

    /** A point of it, as parts of its width and height. */
    Anchor at(double x, double y) {
        return new Anchor(100 * x / width, 100 * y / height);
    }

    /**
     * A point of the picture.
     *
     * @param x from the left, in percent of the width; outside of 0 to 100 for one that is not in the picture
     * @param y from the top, in percent of the height, likewise
     */
    record Anchor(double x, double y) {}
}
