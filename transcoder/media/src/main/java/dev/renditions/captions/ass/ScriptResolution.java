package dev.renditions.captions.ass;

/**
 * The frame size that the positions of a script refer to. Immutable.
 *
 * @param width at least 1
 * @param height at least 1
 */
record ScriptResolution(int width, int height) {
    /** The size that players assume if none is given, as for SubRip. */
    static final ScriptResolution DEFAULT = new ScriptResolution(384, 288);

    /** The resolution of a script; 0 for a missing value, which players derive from 4:3. */
    static ScriptResolution of(int width, int height) {
        if (width <= 0 && height <= 0) {
            return DEFAULT;
        }
        return width <= 0
                ? new ScriptResolution(Math.max(1, height * 4 / 3), height)
                : new ScriptResolution(width, height <= 0 ? Math.max(1, width * 3 / 4) : height);
    }

    /** Converts a point to percent of the width and height. */
    Anchor at(double x, double y) {
        return new Anchor(100 * x / width, 100 * y / height);
    }

    /**
     * A point of the frame.
     *
     * @param x from the left, in percent of the width; outside 0 to 100 if it is outside the frame
     * @param y from the top, in percent of the height, likewise
     */
    record Anchor(double x, double y) {}
}
