package dev.renditions.oracle;

import dev.renditions.oracle.measure.Orientation;
import dev.renditions.oracle.measure.View;
import dev.renditions.oracle.scene.Fidelity;
import dev.renditions.oracle.scene.Gamut;
import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.Seen;
import java.util.List;
import java.util.OptionalDouble;

/** Checks size, orientation, colours and shape of an image. */
final class LookChecks {
    private static final int MOST_COLOR_DIFFERENCE = 6;

    /** For images so small that a quadrant is a few blocks, which blend with their neighbours. */
    private static final int MOST_SMALL_COLOR_DIFFERENCE = 24;

    private static final int LEAST_FOR_EXACT_COLORS = 32;

    /** With fewer pixels the quadrants can be identified, but their colours not measured. */
    private static final int LEAST_FOR_COLORS = 20;

    /** With fewer pixels no quadrant can be identified. */
    private static final int LEAST_FOR_ORIENTATION = 8;

    private static final double MOST_STRETCH = 0.02;
    private static final int MOST_PIXELS_OFF = 2;
    private static final int DARKEST_WHITE = 215;
    private static final int BRIGHTEST_WHITE = 250;
    private static final double MOST_HUE_DIFFERENCE = 20;

    private LookChecks() {}

    /** Checks the size of an image that is scaled down to fit. */
    static void size(Findings findings, Seen seen, double most, boolean bySide, double width, double height) {
        double given = bySide ? Math.min(seen.width(), seen.height()) : seen.width();
        double scale = Math.min(1, most / given);
        size(findings, seen.width() * scale, seen.height() * scale, width, height);
    }

    /** Checks the size of an image. */
    static void size(Findings findings, double expectedWidth, double expectedHeight, double width, double height) {
        findings.measured("%.0fx%.0f", width, height);
        findings.expect(
                Math.abs(width - expectedWidth) <= MOST_PIXELS_OFF
                        && Math.abs(height - expectedHeight) <= MOST_PIXELS_OFF,
                "size: %.0fx%.0f expected, %.0fx%.0f measured",
                expectedWidth,
                expectedHeight,
                width,
                height);
    }

    /**
     * Checks orientation and colours.
     *
     * @param primaries the colour primaries that the file states; empty for BT.709
     */
    static void colors(Findings findings, Seen seen, View view, String primaries) {
        int shorter = Math.min(view.width(), view.height());
        if (shorter < LEAST_FOR_ORIENTATION) {
            return;
        }
        List<Rgb> corners = view.corners().stream()
                .map(color -> Gamut.shown(color, primaries))
                .toList();
        Orientation orientation = Orientation.of(corners, seen.palette());
        findings.measured("%s", orientation);
        findings.expect(orientation == Orientation.UPRIGHT, "orientation: upright expected, %s measured", orientation);
        if (shorter < LEAST_FOR_COLORS || seen.fidelity() == Fidelity.TORN) {
            return;
        }
        if (seen.fidelity() == Fidelity.EXACT) {
            int most = shorter < LEAST_FOR_EXACT_COLORS ? MOST_SMALL_COLOR_DIFFERENCE : MOST_COLOR_DIFFERENCE;
            exact(findings, orientation.lay(seen.palette()), corners, most);
        } else {
            toneMapped(findings, orientation.lay(seen.palette()), corners);
        }
    }

    /** Checks that the disc is round, given the aspect of a pixel. */
    static void roundness(Findings findings, OptionalDouble stored, double pixelAspect) {
        if (stored.isPresent()) {
            double shown = stored.getAsDouble() * pixelAspect;
            findings.expect(
                    Math.abs(shown - 1) <= MOST_STRETCH,
                    "circle: width over height 1.00 expected, %.3f measured",
                    shown);
        }
    }

    private static void exact(Findings findings, List<Rgb> expected, List<Rgb> corners, int most) {
        int worst = 0;
        for (int i = 0; i < corners.size(); i++) {
            worst = Math.max(worst, expected.get(i).distance(corners.get(i)));
        }
        findings.measured("colors ±%d", worst);
        findings.expect(worst <= most, "colors: %s expected, %s measured", expected, corners);
    }

    private static void toneMapped(Findings findings, List<Rgb> expected, List<Rgb> corners) {
        for (int i = 0; i < corners.size(); i++) {
            Rgb color = corners.get(i);
            if (saturation(expected.get(i)) < 0.1) {
                findings.measured("white %d", Math.round(color.luma()));
                findings.expect(
                        color.luma() >= DARKEST_WHITE && color.luma() <= BRIGHTEST_WHITE && saturation(color) < 0.05,
                        "white: a luma from %d to %d expected, %s measured",
                        DARKEST_WHITE,
                        BRIGHTEST_WHITE,
                        color);
            } else {
                double difference = Math.abs(hue(color) - hue(expected.get(i))) % 360;
                findings.expect(
                        saturation(color) > 0.4 && Math.min(difference, 360 - difference) <= MOST_HUE_DIFFERENCE,
                        "hue: that of %s expected, %s measured",
                        expected.get(i),
                        color);
            }
        }
    }

    private static double saturation(Rgb color) {
        int most = Math.max(color.red(), Math.max(color.green(), color.blue()));
        int least = Math.min(color.red(), Math.min(color.green(), color.blue()));
        return most == 0 ? 0 : (double) (most - least) / most;
    }

    private static double hue(Rgb color) {
        double x = color.red() - (color.green() + color.blue()) / 2.0;
        double y = Math.sqrt(3) / 2 * (color.green() - color.blue());
        return Math.toDegrees(Math.atan2(y, x));
    }
}
