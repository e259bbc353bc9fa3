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
            throw new IllegalArgumentException("a size has at least one pixel each way, not " + width + "x" + height);
        }
    }

    /** The shorter of the two: what a rung of a ladder counts, so that portrait and landscape get the same pixels. */
    public int shortSide() {
        return Math.min(width, height);
    }

    /** The same picture turned by a quarter. */
    public Size transposed() {
        return new Size(height, width);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
