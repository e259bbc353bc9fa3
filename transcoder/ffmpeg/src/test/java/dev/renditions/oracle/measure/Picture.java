package dev.renditions.oracle.measure;

import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.TimeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The pixels of one image. Not modified after construction.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb red, green and blue of each pixel, from left to right and from top to bottom
 */
public record Picture(int width, int height, byte[] rgb) {
    /** The disc's radius, as a fraction of the shorter side. */
    private static final double RADIUS = 0.28;

    /** Smallest diameter of a measurable disc, in pixels. */
    private static final int LEAST_DIAMETER = 24;

    /** Smallest width of a box of the time code, in pixels. */
    private static final int LEAST_BOX = 6;

    private static final int LEAST_STRIP = 4;

    /** In a flash all quadrants are brighter than this fraction, otherwise at most one is. */
    private static final double BRIGHT = 0.75;

    private static final double NEARER = 0.5;

    /** Pixels on each side of the border of two quadrants. */
    private static final int BORDER = 2;

    /** There is a disc only if its luma is below this fraction of that of each quadrant. */
    private static final double DARKER = 0.7;

    /** A rectangle of it. */
    public Picture part(int x, int y, int newWidth, int newHeight) {
        byte[] part = new byte[newWidth * newHeight * 3];
        for (int row = 0; row < newHeight; row++) {
            System.arraycopy(rgb, 3 * ((y + row) * width + x), part, 3 * row * newWidth, 3 * newWidth);
        }
        return new Picture(newWidth, newHeight, part);
    }

    /** What it shows. */
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

    /** The mean colour of a rectangle, in fractions of width and height. */
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
     * Measured by the variance of the disc's pixels: along each axis, that of an ellipse is a quarter of the squared
     * semi-axis. A pixel belongs to the disc if it is nearer to the colour in the middle than to that of its quadrant.
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

    /** Colours blend where two quadrants meet: there, only brightness decides what belongs to the disc. */
    private static boolean border(int place, int size) {
        return Math.abs(2 * place + 1 - size) <= 2 * BORDER;
    }

    /** Position of a pixel on the line between two colours: 0 at the first, 1 at the second. */
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
