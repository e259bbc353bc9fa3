package dev.renditions.oracle.measure;

import dev.renditions.oracle.scene.Palette;
import dev.renditions.oracle.scene.Rgb;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The orientation of a scene in an image. */
public enum Orientation {
    /** Correct. */
    UPRIGHT("upright", 0, 1, 2, 3),
    /** A quarter clockwise. */
    RIGHT("turned right", 2, 0, 3, 1),
    /** Upside down. */
    OVER("turned over", 3, 2, 1, 0),
    /** A quarter anticlockwise. */
    LEFT("turned left", 1, 3, 0, 2),
    /** Left and right exchanged. */
    MIRRORED("mirrored", 1, 0, 3, 2),
    /** Top and bottom exchanged. */
    FLIPPED("flipped", 2, 3, 0, 1),
    /** Mirrored along the diagonal from the top left. */
    TRANSPOSED("transposed", 0, 2, 1, 3),
    /** Mirrored along the other diagonal. */
    TRANSVERSE("transverse", 3, 1, 2, 0);

    private final String words;
    private final List<Integer> order;

    Orientation(String words, Integer... order) {
        this.words = words;
        this.order = List.of(order);
    }

    /** The orientation in which the corners are most similar to the palette. */
    public static Orientation of(List<Rgb> corners, Palette palette) {
        return Arrays.stream(values())
                .min(Comparator.comparingLong(o -> o.difference(corners, palette)))
                .orElseThrow();
    }

    /** The palette's quadrants in this orientation, from left to right and from top to bottom. */
    public List<Rgb> lay(Palette palette) {
        return order.stream().map(palette.quadrants()::get).toList();
    }

    private long difference(List<Rgb> corners, Palette palette) {
        List<Rgb> laid = lay(palette);
        long sum = 0;
        for (int i = 0; i < corners.size(); i++) {
            sum += square(corners.get(i).red() - laid.get(i).red())
                    + square(corners.get(i).green() - laid.get(i).green())
                    + square(corners.get(i).blue() - laid.get(i).blue());
        }
        return sum;
    }

    private static long square(int number) {
        return (long) number * number;
    }

    @Override
    public String toString() {
        return words;
    }
}
