package dev.renditions.media;

import java.util.Arrays;

/**
 * How a stored image is rotated and mirrored for display. The first eight values are in the order of EXIF tag 0x0112;
 * they also cover HEIF's {@code irot} and {@code imir} and the matrices of MP4.
 */
public enum Orientation {
    /** Displayed as stored. */
    UPRIGHT,
    /** Mirrored left to right. */
    MIRRORED,
    /** Rotated by 180 degrees. */
    TURNED_180,
    /** Mirrored top to bottom. */
    FLIPPED,
    /** Mirrored across the diagonal from the top left. */
    TRANSPOSED,
    /** Rotated clockwise by 90 degrees, as by a phone held upright. */
    TURNED_90,
    /** Mirrored across the diagonal from the top right. */
    TRANSVERSED,
    /** Rotated clockwise by 270 degrees. */
    TURNED_270,
    /**
     * A matrix other than a quarter rotation with or without mirroring. Players ignore such a matrix, and so do
     * outputs.
     */
    OBLIQUE;

    /**
     * The tolerated deviation of a matrix from a quarter rotation, relative to its larger entries: about one degree.
     */
    private static final double TOLERANCE = 0.02;

    /**
     * The orientation of a matrix that displays the point (p, q) at (a p + c q, b p + d q), with q downwards (ISO/IEC
     * 14496-12, 6.2.2). Its scale is ignored.
     *
     * @return {@link #UPRIGHT} for an invalid matrix with a row or a column of zeros
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

    /** Whether width and height are swapped. */
    public boolean swapsSides() {
        return this == TRANSPOSED || this == TURNED_90 || this == TRANSVERSED || this == TURNED_270;
    }

    /** Whether it mirrors, in addition to any rotation. */
    public boolean mirrored() {
        return this == MIRRORED || this == FLIPPED || this == TRANSPOSED || this == TRANSVERSED;
    }

    /**
     * The clockwise rotation in degrees, applied after mirroring left to right if {@link #mirrored}: 0, 90, 180 or 270.
     */
    public int degrees() {
        return switch (this) {
            case UPRIGHT, MIRRORED, OBLIQUE -> 0;
            case TURNED_90, TRANSVERSED -> 90;
            case TURNED_180, FLIPPED -> 180;
            case TURNED_270, TRANSPOSED -> 270;
        };
    }

    /**
     * The orientation with this rotation and mirroring.
     *
     * @throws IllegalArgumentException if the degrees are not a multiple of 90 from 0 to 270
     */
    public static Orientation of(int degrees, boolean mirrored) {
        return Arrays.stream(values())
                .filter(o -> o != OBLIQUE && o.degrees() == degrees && o.mirrored() == mirrored)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a multiple of 90 degrees: " + degrees));
    }

    /**
     * This orientation followed by another.
     *
     * @throws IllegalArgumentException if either is {@link #OBLIQUE}
     */
    public Orientation then(Orientation next) {
        if (this == OBLIQUE || next == OBLIQUE) {
            throw new IllegalArgumentException("an oblique matrix is ignored, not combined");
        }
        // Mirroring after a rotation equals the opposite rotation after mirroring.
        int turned = next.mirrored() ? 360 - degrees() : degrees();
        return of((turned + next.degrees()) % 360, mirrored() != next.mirrored());
    }

    /**
     * The orientation that reverts this one.
     *
     * @throws IllegalArgumentException if it is {@link #OBLIQUE}
     */
    public Orientation inverse() {
        if (this == OBLIQUE) {
            throw new IllegalArgumentException("an oblique matrix is ignored, not combined");
        }
        return mirrored() ? this : of((360 - degrees()) % 360, false);
    }

    /** The display size of an image with this stored size. */
    public Size shown(Size stored) {
        return swapsSides() ? stored.transposed() : stored;
    }
}
