package dev.renditions.oracle.scene;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When frames are shown, on the clock of a player that starts at 0. Immutable.
 *
 * @param from seconds until the first frame is shown
 * @param until seconds until the last frame ends
 * @param frames the number of frames
 * @param rate frames a second; empty if their lengths vary
 * @param longest how long the longest frame is shown, in seconds
 * @param flashes when the first frame of each flash is shown, in seconds
 * @param codeAhead the {@link TimeCode} of a frame minus the time when it is shown, in seconds; empty if frames have none
 */
public record Pace(
        double from,
        double until,
        int frames,
        Optional<Double> rate,
        double longest,
        List<Double> flashes,
        OptionalDouble codeAhead) {
    /** Copies the list. */
    public Pace {
        flashes = List.copyOf(flashes);
    }

    /** The same later by some seconds; a negative number for earlier. */
    public Pace later(double seconds) {
        return new Pace(
                from + seconds,
                until + seconds,
                frames,
                rate,
                longest,
                flashes.stream().map(flash -> flash + seconds).toList(),
                ahead(-seconds));
    }

    /** The same with frames of uneven length. */
    public Pace uneven(int newFrames, double newLongest) {
        return new Pace(from, until, newFrames, Optional.empty(), newLongest, flashes, codeAhead);
    }

    /** The same, starting at a later time. */
    public Pace cut(double begin) {
        return new Pace(
                0,
                until - begin,
                frames - (int) Math.round(begin / longest),
                rate,
                longest,
                flashes.stream()
                        .filter(flash -> flash >= begin)
                        .map(flash -> flash - begin)
                        .toList(),
                ahead(begin));
    }

    /** The same without time codes. */
    public Pace withoutCodes() {
        return new Pace(from, until, frames, rate, longest, flashes, OptionalDouble.empty());
    }

    /** Duration in seconds. */
    public double length() {
        return until - from;
    }

    private OptionalDouble ahead(double seconds) {
        return codeAhead.isPresent() ? OptionalDouble.of(codeAhead.getAsDouble() + seconds) : codeAhead;
    }
}
