package dev.renditions.oracle.measure;

import dev.renditions.oracle.scene.Rgb;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What one image of a scene shows. Immutable.
 *
 * @param width decoded width in pixels
 * @param height decoded height in pixels
 * @param corners the colour in the middle of each quadrant, from left to right and from top to bottom
 * @param flash whether it is all white
 * @param code the number of its time code; empty if it is not readable
 * @param roundness the stored width of the disc divided by its height; empty if no disc is measurable
 */
public record View(
        int width, int height, List<Rgb> corners, boolean flash, OptionalInt code, OptionalDouble roundness) {
    /** Copies the list. */
    public View {
        corners = List.copyOf(corners);
    }
}
