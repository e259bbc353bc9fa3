package dev.renditions.oracle.scene;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The colours of a scene. Immutable.
 *
 * @param quadrants four different colours, from left to right and from top to bottom
 * @param circle the disc in the middle: darker than all quadrants
 * @param flash covers the whole image during a flash
 * @param box the boxes of set bits of the {@link TimeCode}: as bright as the brightest quadrant that is shown
 */
public record Palette(List<Rgb> quadrants, Rgb circle, Rgb flash, Rgb box) {
    /**
     * Red, green, blue and white around a black disc; less than full saturation, so that neither limited range nor
     * subsampled chroma clips them.
     */
    public static final Palette STANDARD = new Palette(
            List.of(new Rgb(200, 30, 30), new Rgb(30, 180, 30), new Rgb(30, 30, 200), new Rgb(235, 235, 235)),
            new Rgb(16, 16, 16),
            Rgb.WHITE,
            new Rgb(235, 235, 235));

    /**
     * Copies the quadrants.
     *
     * @throws IllegalArgumentException if there are not four
     */
    public Palette {
        quadrants = List.copyOf(quadrants);
        if (quadrants.size() != 4) {
            throw new IllegalArgumentException("a scene has four quadrants, not " + quadrants.size());
        }
    }

    /** With the last quadrant as the brightest. */
    public static Palette of(List<Rgb> quadrants, Rgb circle, Rgb flash) {
        return new Palette(quadrants, circle, flash, quadrants.get(3));
    }

    /** The same with each colour changed. */
    public Palette map(UnaryOperator<Rgb> change) {
        return new Palette(
                quadrants.stream().map(change).toList(), change.apply(circle), change.apply(flash), change.apply(box));
    }

    /** The same with other quadrants. */
    public Palette withQuadrants(Rgb topLeft, Rgb topRight, Rgb bottomLeft, Rgb bottomRight) {
        return new Palette(List.of(topLeft, topRight, bottomLeft, bottomRight), circle, flash, box);
    }
}
