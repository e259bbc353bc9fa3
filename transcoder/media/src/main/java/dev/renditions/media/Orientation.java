package dev.renditions.media;

import java.util.Arrays;

/**
 * How a stored picture is turned for display. The eight plain ones are in the order of EXIF's tag 0x0112, which also counts the
 * transformations of HEIF's {@code irot} and {@code imir} and of the matrices of MP4.
 */
public enum Orientation {
    /** Shown as it is stored. */
    UPRIGHT,
    /** Mirrored left to right. */
    MIRRORED,
    /** Turned by 180 degrees. */
    TURNED_180,
    /** Mirrored top to bottom. */
    FLIPPED,
    /** Mirrored across the diagonal from the top left. */
    TRANSPOSED,
    /** Turned clockwise by 90 degrees: an upright phone. */
    TURNED_90,
    /** Mirrored across the diagonal from the top right. */
    TRANSVERSED,
    /** Turned clockwise by 270 degrees. */
    TURNED_270,
    /** By a matrix that does more than turn by quarters and mirror. Players ignore such a matrix, and so are outputs made. */
    OBLIQUE;

    /** How far a matrix may be from a plain one, as a part of its longer entries: about a degree. */
    private static final double TOLERANCE = 0.02;

    /**
     * What a matrix does to a picture whose point (p, q) is shown at (a p + c q, b p + d q), with q counted downwards: ISO/IEC
     * 14496-12, 6.2.2. Its scale does not matter.
     *
     * @return {@link #UPRIGHT} for a matrix that shows nothing, with a row or a column of zeros: it is broken
     */
    public static Orientation ofMatrix(double a, double b, double c, double d) {
        double straight = Math.min(Math.abs(a), Math.abs(d));
        double crossed = Math.min(Math.abs(b), Math.abs(c));
        double mostStraight = Math.max(Math.abs(a), Math.abs(d));
        double mostCrossed = Math.max(Math.abs(b), Math.abs(c));
        if (straight == 0 && crossed == 0) {
            return UPRIGHT;
        }
        if (mostCrossed <= TOLERANCE * straight) {
            return a > 0 ? (d > 0 ? UPRIGHT : FLIPPED) : (d > 0 ? MIRRORED : TURNED_180);
        }
        if (mostStraight <= TOLERANCE * crossed) {
            return b > 0 ? (c > 0 ? TRANSPOSED : TURNED_90) : (c > 0 ? TURNED_270 : TRANSVERSED);
        }
        return OBLIQUE;
    }

    /** Whether width and height change places. */
    public boolean swapsSides() {
        return this == TRANSPOSED || this == TURNED_90 || this == TRANSVERSED || this == TURNED_270;
    }

    /** Whether left and right change places beside any turning. */
    public boolean mirrored() {
        return this == MIRRORED || this == FLIPPED || this == TRANSPOSED || this == TRANSVERSED;
    }

    /** The degrees of the clockwise turn, after mirroring left to right where it is {@link #mirrored}: 0, 90, 180 or 270. */
    public int degrees() {
        return switch (this) {
            case UPRIGHT, MIRRORED, OBLIQUE -> 0;
            case TURNED_90, TRANSVERSED -> 90;
            case TURNED_180, FLIPPED -> 180;
            case TURNED_270, TRANSPOSED -> 270;
        };
    }

    /**
     * The one with these degrees.
     *
     * @throws IllegalArgumentException if no plain one has them
     */
    public static Orientation of(int degrees, boolean mirrored) {
        return Arrays.stream(values())
                .filter(o -> o != OBLIQUE && o.degrees() == degrees && o.mirrored() == mirrored)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a multiple of 90 degrees: " + degrees));
    }

    /**
     * This one with another after it.
     *
     * @throws IllegalArgumentException if either is {@link #OBLIQUE}
     */
    public Orientation then(Orientation next) {
        if (this == OBLIQUE || next == OBLIQUE) {
            throw new IllegalArgumentException("an oblique matrix is ignored, not combined");
        }
        // A mirror after a turn is the opposite turn after the mirror.
        int turned = next.mirrored() ? 360 - degrees() : degrees();
        return of((turned + next.degrees()) % 360, mirrored() != next.mirrored());
    }

    /**
     * The one that takes this one back.
     *
     * @throws IllegalArgumentException if it is {@link #OBLIQUE}
     */
    public Orientation inverse() {
        if (this == OBLIQUE) {
            throw new IllegalArgumentException("an oblique matrix is ignored, not combined");
        }
        return mirrored() ? this : of((360 - degrees()) % 360, false);
    }

    /** The size of a picture of a stored size as it is shown. */
    public Size shown(Size stored) {
        return swapsSides() ? stored.transposed() : stored;
    }
}
