package dev.renditions.oracle.scene;

import java.util.List;

/**
 * What a person hears of a source on two loudspeakers, on the clock of a player that begins at 0. Immutable.
 *
 * @param ears a channel of the output each: one for mono, the left and the right otherwise
 * @param from seconds until the first sample
 * @param until seconds until the last sample ends
 * @param beeps when each beep begins, in seconds
 * @param hertz the tone of the beeps
 */
public record Heard(List<Ear> ears, double from, double until, List<Double> beeps, int hertz) {
    /** The usual tone of beeps, in hertz: high above all others, and low enough for a telephone. */
    public static final int BEEP = 3000;

    /** Copies the lists. */
    public Heard {
        ears = List.copyOf(ears);
        beeps = List.copyOf(beeps);
    }

    /** One with the usual beeps. */
    public Heard(List<Ear> ears, double from, double until, List<Double> beeps) {
        this(ears, from, until, beeps, BEEP);
    }

    /** Whether there is anything but silence. */
    public boolean audible() {
        return ears.stream().anyMatch(ear -> !ear.heard().isEmpty());
    }

    /** The same, later by some seconds; a negative number for earlier. */
    public Heard later(double seconds) {
        return new Heard(
                ears,
                from + seconds,
                until + seconds,
                beeps.stream().map(beep -> beep + seconds).toList(),
                hertz);
    }

    /** The same that begins or ends elsewhere; beeps that lie outside are not heard. */
    public Heard between(double newFrom, double newUntil) {
        return new Heard(
                ears,
                newFrom,
                newUntil,
                beeps.stream()
                        .filter(beep -> beep >= newFrom && beep < newUntil)
                        .toList());
    }
}
