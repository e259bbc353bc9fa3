package dev.renditions.media;

/**
 * A size in pixels. Immutable.
 *
 * @param width above 0
 * @param height above 0
 */
public record Size(int width, int height) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if either is not above 0
     */
    public Size {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("width and height must be at least 1, not " + width + "x" + height);
        }
    }

    /**
     * The shorter side. Rungs of a ladder are defined by it, so that portrait and landscape videos have the same number
     * of pixels.
     */
    public int shortSide() {
        return Math.min(width, height);
    }

    /** The size after a rotation by 90 degrees. */
    public Size transposed() {
        return new Size(height, width);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
