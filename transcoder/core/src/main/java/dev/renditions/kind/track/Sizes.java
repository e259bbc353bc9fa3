package dev.renditions.kind.track;

import dev.renditions.media.Size;

/** Computes sizes of outputs, which are never larger than their source. */
public final class Sizes {
    private Sizes() {}

    /**
     * The size of a rung: scaled down to its short side, never up, and with even numbers, as 4:2:0 needs. Rounds to the nearest
     * even number if it scales, and down if it does not, so that no pixels are added.
     */
    public static Size rung(Size displayed, int shortSide) {
        int has = displayed.shortSide();
        if (has <= shortSide) {
            return new Size(evenBelow(displayed.width()), evenBelow(displayed.height()));
        }
        double scale = (double) shortSide / has;
        return new Size(nearestEven(displayed.width() * scale), nearestEven(displayed.height() * scale));
    }

    /** The size scaled down to a maximum width; numbers may be odd. */
    public static Size within(Size displayed, int maxWidth) {
        if (displayed.width() <= maxWidth) {
            return displayed;
        }
        double scale = (double) maxWidth / displayed.width();
        return new Size(maxWidth, (int) Math.max(1, Math.round(displayed.height() * scale)));
    }

    /** The size scaled down to a maximum length of the longer side; numbers may be odd. */
    public static Size longSide(Size displayed, int most) {
        return displayed.width() >= displayed.height()
                ? within(displayed, most)
                : within(displayed.transposed(), most).transposed();
    }

    private static int evenBelow(int pixels) {
        return Math.max(2, pixels - pixels % 2);
    }

    private static int nearestEven(double pixels) {
        return (int) Math.max(2, Math.round(pixels / 2) * 2);
    }
}
