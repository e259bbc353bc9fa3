package dev.renditions.oracle.scene;

import java.util.Map;

/**
 * Converts the colours of a signal to those that a screen shows (sRGB), by the primaries of the signal, as players with colour
 * management do. All white points are D65.
 */
public final class Gamut {
    private static final double GAMMA = 2.2;
    private static final double[] WHITE = {0.3127, 0.3290};
    private static final double[][] BT709 = {{0.640, 0.330}, {0.300, 0.600}, {0.150, 0.060}};

    /**
     * Chromaticities of red, green and blue, by ffmpeg's names of primaries. Primaries of standard-definition television differ
     * from BT.709 imperceptibly, and few players apply them: they and unknown ones count as BT.709.
     */
    private static final Map<String, double[][]> PLACES = Map.of(
            "bt2020", new double[][] {{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}},
            "smpte432", new double[][] {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}});

    private Gamut() {}

    /** The shown colour of a signal colour with given primaries. */
    public static Rgb shown(Rgb signal, String primaries) {
        if (!PLACES.containsKey(primaries)) {
            return signal;
        }
        double[] light = {
            Math.pow(signal.red() / 255.0, GAMMA),
            Math.pow(signal.green() / 255.0, GAMMA),
            Math.pow(signal.blue() / 255.0, GAMMA)
        };
        return encoded(toBt709(light, primaries));
    }

    /** Converts linear light from given primaries to BT.709; below 0 or above 1 outside its gamut. */
    public static double[] toBt709(double[] light, String primaries) {
        double[][] places = PLACES.getOrDefault(primaries, BT709);
        return times(inverse(toXyz(BT709)), times(toXyz(places), light));
    }

    /** Converts linear light to sRGB, clipped to its range. */
    public static Rgb encoded(double[] light) {
        return new Rgb(encoded(light[0]), encoded(light[1]), encoded(light[2]));
    }

    private static int encoded(double light) {
        return (int) Math.round(255 * Math.pow(Math.min(1, Math.max(0, light)), 1 / GAMMA));
    }

    /** The matrix from primaries to XYZ, scaled so that their sum is white. */
    private static double[][] toXyz(double[][] places) {
        double[][] columns = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double[] xyz = xyz(places[i]);
            for (int row = 0; row < 3; row++) {
                columns[row][i] = xyz[row];
            }
        }
        double[] scale = times(inverse(columns), xyz(WHITE));
        for (double[] row : columns) {
            for (int i = 0; i < 3; i++) {
                row[i] *= scale[i];
            }
        }
        return columns;
    }

    private static double[] xyz(double[] place) {
        return new double[] {place[0] / place[1], 1, (1 - place[0] - place[1]) / place[1]};
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                product[row] += matrix[row][i] * vector[i];
            }
        }
        return product;
    }

    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            determinant += m[0][i] * cofactor(m, 0, i);
        }
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                inverse[column][row] = cofactor(m, row, column) / determinant;
            }
        }
        return inverse;
    }

    private static double cofactor(double[][] m, int row, int column) {
        int r1 = (row + 1) % 3;
        int r2 = (row + 2) % 3;
        int c1 = (column + 1) % 3;
        int c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    }
}
