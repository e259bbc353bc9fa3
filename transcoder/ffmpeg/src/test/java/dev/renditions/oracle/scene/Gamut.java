package dev.renditions.oracle.scene;

import java.util.Map;

/**
 * What red, green and blue of a signal are: turns colours of it into those that a screen shows (sRGB), as players that manage
 * colours do. White points are all D65.
 */
public final class Gamut {
    private static final double GAMMA = 2.2;
    private static final double[] WHITE = {0.3127, 0.3290};
    private static final double[][] BT709 = {{0.640, 0.330}, {0.300, 0.600}, {0.150, 0.060}};

    /**
     * By ffmpeg's names, the places of red, green and blue. Those of old television differ from BT.709 by what nobody sees,
     * and few players heed them: they, and what is unknown, are taken for BT.709.
     */
    private static final Map<String, double[][]> PLACES = Map.of(
            "bt2020", new double[][] {{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}},
            "smpte432", new double[][] {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}});

    private Gamut() {}

    /** A colour of a signal with those primaries, as it is shown. */
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

    /** Linear light of those primaries as that of BT.709; out of its gamut, below 0 or above 1. */
    public static double[] toBt709(double[] light, String primaries) {
        double[][] places = PLACES.getOrDefault(primaries, BT709);
        return times(inverse(toXyz(BT709)), times(toXyz(places), light));
    }

    /** Linear light as numbers of sRGB, cut off at its ends. */
    public static Rgb encoded(double[] light) {
        return new Rgb(encoded(light[0]), encoded(light[1]), encoded(light[2]));
    }

    private static int encoded(double light) {
        return (int) Math.round(255 * Math.pow(Math.min(1, Math.max(0, light)), 1 / GAMMA));
    }

    /** Scaled so that all three together are white. */
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
