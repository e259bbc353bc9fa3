package dev.renditions.oracle.scene;

import java.util.List;
import java.util.Optional;

/**
 * What a person sees of a source: the scene, upright and undistorted, on the clock of a player that begins at 0. Immutable.
 *
 * @param width pixels across as displayed, if pixels were square
 * @param height pixels up as displayed
 * @param palette the colours as displayed
 * @param fidelity how close the colours have to be
 * @param from seconds until the first frame is shown
 * @param until seconds until the last frame ends
 * @param frames how many there are
 * @param rate frames a second; empty where they are of uneven length
 * @param flashes when the first frame of each flash is shown, in seconds
 * @param moving whether it moves; a still has one frame and no times
 * @param timeCode whether each frame tells its time by {@link TimeCode}
 * @param codeAhead seconds that a frame's time code is ahead of the time when it is shown
 */
public record Seen(
        int width,
        int height,
        Palette palette,
        Fidelity fidelity,
        double from,
        double until,
        int frames,
        Optional<Double> rate,
        List<Double> flashes,
        boolean moving,
        boolean timeCode,
        double codeAhead) {
    /** Copies the list. */
    public Seen {
        flashes = List.copyOf(flashes);
    }

    /** The same, displayed in another size. */
    public Seen sized(int newWidth, int newHeight) {
        return new Seen(
                newWidth, newHeight, palette, fidelity, from, until, frames, rate, flashes, moving, timeCode,
                codeAhead);
    }

    /** The same in other colours. */
    public Seen in(Palette newPalette, Fidelity newFidelity) {
        return new Seen(
                width,
                height,
                newPalette,
                newFidelity,
                from,
                until,
                frames,
                rate,
                flashes,
                moving,
                timeCode,
                codeAhead);
    }

    /** The same, shown later by some seconds; a negative number for earlier. */
    public Seen later(double seconds) {
        return new Seen(
                width,
                height,
                palette,
                fidelity,
                from + seconds,
                until + seconds,
                frames,
                rate,
                flashes.stream().map(flash -> flash + seconds).toList(),
                moving,
                timeCode,
                codeAhead - seconds);
    }

    /** The same with frames at other times. */
    public Seen paced(double newUntil, int newFrames, Optional<Double> newRate, List<Double> newFlashes) {
        return new Seen(
                width,
                height,
                palette,
                fidelity,
                from,
                newUntil,
                newFrames,
                newRate,
                newFlashes,
                moving,
                timeCode,
                codeAhead);
    }

    /** The same, where frames do not tell their times. */
    public Seen withoutTimeCode() {
        return new Seen(width, height, palette, fidelity, from, until, frames, rate, flashes, moving, false, codeAhead);
    }

    /** How long one frame is shown, in seconds. */
    public double frameSeconds() {
        return rate.map(r -> 1 / r).orElse((until - from) / Math.max(1, frames));
    }
}
