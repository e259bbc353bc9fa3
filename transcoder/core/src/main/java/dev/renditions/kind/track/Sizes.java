package dev.renditions.kind.track;

import dev.renditions.media.Size;

/** Sizes of outputs: never larger than their source. */
public final class Sizes {
    private Sizes() {}

    /**
     * The size of a rung: its short side scaled down to the rung, never up, and both sides even, as 4:2:0 needs. Rounds to
     * the nearest even number where it scales and down where it does not, so that no pixel is invented.
     */
    public static Size rung(Size displayed, int shortSide) {
        int has = displayed.shortSide();
        if (has <= shortSide) {
            return new Size(evenBelow(displayed.width()), evenBelow(displayed.height()));
        }
        double scale = (double) shortSide / has;
        return new Size(nearestEven(displayed.width() * scale), nearestEven(displayed.height() * scale));
    }

    /** At most that wide; any number of pixels will do. */
    public static Size within(Size displayed, int maxWidth) {
        if (displayed.width() <= maxWidth) {
            return displayed;
        }
        double scale = (double) maxWidth / displayed.width();
        return new Size(maxWidth, (int) Math.max(1, Math.round(displayed.height() * scale)));
    }

    /** The longer side at most that long; any number of pixels will do. */
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
