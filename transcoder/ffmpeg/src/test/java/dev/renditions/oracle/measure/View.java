package dev.renditions.oracle.measure;

import dev.renditions.oracle.scene.Rgb;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is to be seen on one picture of a scene. Immutable.
 *
 * @param width pixels across, as decoded
 * @param height pixels up, as decoded
 * @param corners the colour in the middle of each quadrant, from left to right and from top to bottom
 * @param flash whether it is white all over
 * @param code the number of its time code; empty if it can't be read
 * @param roundness the width of the disc over its height, as stored; empty if there is none that can be measured
 */
public record View(
        int width, int height, List<Rgb> corners, boolean flash, OptionalInt code, OptionalDouble roundness) {
    /** Copies the list. */
    public View {
        corners = List.copyOf(corners);
    }
}
