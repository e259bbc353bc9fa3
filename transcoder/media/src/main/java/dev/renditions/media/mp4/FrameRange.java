package dev.renditions.media.mp4;

/**
 * The frames of a track that a file should have, each at its place on the grid of a constant frame rate. Immutable.
 *
 * @param numerator frames of the track in {@code denominator} seconds; above 0
 * @param denominator above 0
 * @param first the number of the first frame; frame 0 is shown at 0
 * @param end the number of the first frame after them; above {@code first}. Not used if it is open
 * @param open whether the range goes on to the end of the track, wherever that is
 */
public record FrameRange(long numerator, long denominator, long first, long end, boolean open) {
    /** The longest open range, in frames: more than a day at 240 frames a second. */
    private static final int MOST = 30_000_000;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is empty, too long, or has no rate
     */
    public FrameRange {
        if (numerator <= 0 || denominator <= 0 || first < 0 || end <= first || end - first > MOST) {
            throw new IllegalArgumentException("not a range of frames: " + first + " to " + end + " at " + numerator
                    + "/" + denominator + " a second");
        }
    }

    /** The most frames that it can have. */
    int most() {
        return open ? MOST : (int) (end - first);
    }

    /** The time of a frame of the track, in ticks; exact if the frame rate divides the ticks. */
    long ticks(long frame, long timescale) {
        return Math.round((double) frame * denominator * timescale / numerator);
    }

    /**
     * The number of the frame that is shown at a time, in this range.
     *
     * @throws PackagingException if it is outside, or the time is half a frame or more away from it
     */
    int place(long shown, long timescale) {
        double exact = (double) shown * numerator / ((double) denominator * timescale);
        long frame = Math.round(exact);
        if (frame < first || frame - first >= most()) {
            throw new PackagingException(
                    "a frame at " + shown + " of " + timescale + " ticks is frame " + frame + ", outside of " + this);
        }
        return (int) (frame - first);
    }

    /** For example {@code frames 300 to 600}. */
    @Override
    public String toString() {
        return open ? "frames from " + first + " on" : "frames " + first + " to " + end;
    }
}
