package dev.renditions.oracle.measure;

import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.TimeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The pixels of one picture. Immutable by agreement.
 *
 * @param width pixels across
 * @param height pixels up
 * @param rgb red, green and blue of each pixel, from left to right and from top to bottom
 */
public record Picture(int width, int height, byte[] rgb) {
    /** The disc's radius, as a part of the shorter side. */
    private static final double RADIUS = 0.28;

    /** A disc of fewer pixels across is too small to be measured. */
    private static final int LEAST_DIAMETER = 24;

    /** The strip of the time code and its boxes have to be at least this large. */
    private static final int LEAST_BOX = 6;

    private static final int LEAST_STRIP = 4;

    /** All of a flash is brighter than this; elsewhere, no more than one quadrant is. */
    private static final double BRIGHT = 0.75;

    private static final double NEARER = 0.5;

    /** Pixels on either side of where two quadrants meet. */
    private static final int BORDER = 2;

    /** The disc is so much darker than each quadrant; else there is none. */
    private static final double DARKER = 0.7;

    /** A part of it. */
    public Picture part(int x, int y, int newWidth, int newHeight) {
        byte[] part = new byte[newWidth * newHeight * 3];
        for (int row = 0; row < newHeight; row++) {
            System.arraycopy(rgb, 3 * ((y + row) * width + x), part, 3 * row * newWidth, 3 * newWidth);
        }
        return new Picture(newWidth, newHeight, part);
    }

    /** What is to be seen on it. */
    public View view() {
        List<Rgb> corners = corners();
        double white = corners.stream().mapToDouble(Rgb::luma).max().orElseThrow();
        boolean flash = corners.stream().allMatch(corner -> darkest(corner) > BRIGHT * 255);
        return new View(
                width, height, corners, flash, code(white), flash ? OptionalDouble.empty() : roundness(corners));
    }

    private static int darkest(Rgb color) {
        return Math.min(color.red(), Math.min(color.green(), color.blue()));
    }

    private List<Rgb> corners() {
        List<Rgb> corners = new ArrayList<>();
        for (double y : new double[] {0.1, 0.65}) {
            for (double x : new double[] {0.06, 0.76}) {
                corners.add(mean(x, y, x + 0.18, y + 0.18));
            }
        }
        return corners;
    }

    /** The mean of a part, whose borders are parts of the width and height. */
    private Rgb mean(double left, double top, double right, double bottom) {
        int fromX = (int) Math.floor(left * width);
        int fromY = (int) Math.floor(top * height);
        int toX = Math.max(fromX + 1, (int) Math.floor(right * width));
        int toY = Math.max(fromY + 1, (int) Math.floor(bottom * height));
        long[] sums = new long[3];
        for (int y = fromY; y < toY; y++) {
            for (int x = fromX; x < toX; x++) {
                for (int c = 0; c < 3; c++) {
                    sums[c] += component(x, y, c);
                }
            }
        }
        double pixels = (double) (toX - fromX) * (toY - fromY);
        return new Rgb((int) Math.round(sums[0] / pixels), (int) Math.round(sums[1] / pixels), (int)
                Math.round(sums[2] / pixels));
    }

    private OptionalInt code(double white) {
        int strip = TimeCode.stripHeight(height);
        double box = (double) width / TimeCode.BOXES;
        if (strip < LEAST_STRIP || box < LEAST_BOX) {
            return OptionalInt.empty();
        }
        boolean[] bits = new boolean[TimeCode.BOXES];
        double top = 1 - 0.7 * strip / height;
        double bottom = 1 - 0.3 * strip / height;
        for (int i = 0; i < TimeCode.BOXES; i++) {
            double brightness = mean((i + 0.3) / TimeCode.BOXES, top, (i + 0.7) / TimeCode.BOXES, bottom)
                            .luma()
                    / white;
            if (brightness > 0.35 && brightness < 0.65) {
                return OptionalInt.empty();
            }
            bits[i] = brightness > 0.5;
        }
        int number = TimeCode.read(bits);
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * By the spread of the disc's pixels: that of an ellipse is a quarter of its half axis squared, either way. Its pixels
     * are those nearer to the colour in the middle than to that of their quadrant.
     */
    private OptionalDouble roundness(List<Rgb> corners) {
        if (2 * RADIUS * Math.min(width, height) < LEAST_DIAMETER) {
            return OptionalDouble.empty();
        }
        Rgb disc = mean(0.48, 0.48, 0.52, 0.52);
        if (corners.stream().anyMatch(corner -> disc.luma() > DARKER * corner.luma())) {
            return OptionalDouble.empty();
        }
        double dark =
                (disc.luma() + corners.stream().mapToDouble(Rgb::luma).min().orElseThrow()) / 2;
        Spread x = new Spread();
        Spread y = new Spread();
        for (int row = height / 30; row < height * 9 / 10; row++) {
            for (int column = width / 20; column < width * 19 / 20; column++) {
                Rgb ground = corners.get((row * 2 < height ? 0 : 2) + (column * 2 < width ? 0 : 1));
                boolean border = border(column, width) || border(row, height);
                if (border ? brightness(column, row) < dark : nearness(column, row, ground, disc) > NEARER) {
                    x.add(column);
                    y.add(row);
                }
            }
        }
        return y.variance() <= 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(x.variance() / y.variance()));
    }

    /** Where two quadrants meet, their colours mix: there, brightness alone tells what is of the disc. */
    private static boolean border(int place, int size) {
        return Math.abs(2 * place + 1 - size) <= 2 * BORDER;
    }

    /** From 0 for the one colour to 1 for the other, along the line between them. */
    private double nearness(int x, int y, Rgb from, Rgb to) {
        double along = 0;
        double all = 0;
        for (int c = 0; c < 3; c++) {
            double step = component(to, c) - component(from, c);
            along += (component(x, y, c) - component(from, c)) * step;
            all += step * step;
        }
        return all == 0 ? 0 : along / all;
    }

    private double brightness(int x, int y) {
        return new Rgb(component(x, y, 0), component(x, y, 1), component(x, y, 2)).luma();
    }

    private int component(int x, int y, int c) {
        return rgb[3 * (y * width + x) + c] & 0xFF;
    }

    private static int component(Rgb color, int c) {
        return c == 0 ? color.red() : c == 1 ? color.green() : color.blue();
    }

    /** The variance of numbers. */
    private static final class Spread {
        private long count;
        private double sum;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        double variance() {
            return count == 0 ? 0 : squares / count - (sum / count) * (sum / count);
        }
    }
}
