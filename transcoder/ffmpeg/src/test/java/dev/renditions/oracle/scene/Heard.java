package dev.renditions.oracle.scene;

import java.util.List;

/**
 * What a person hears of a source on two loudspeakers, on the clock of a player that starts at 0. Immutable.
 *
 * @param ears the expected channels of the output: one for mono, otherwise left and right
 * @param from seconds until the first sample
 * @param until seconds until the last sample ends
 * @param beeps when each beep begins, in seconds
 * @param hertz the frequency of the beeps
 */
public record Heard(List<Ear> ears, double from, double until, List<Double> beeps, int hertz) {
    /** The usual frequency of beeps, in hertz: far above all tones, and within telephone bandwidth. */
    public static final int BEEP = 3000;

    /** Copies the lists. */
    public Heard {
        ears = List.copyOf(ears);
        beeps = List.copyOf(beeps);
    }

    /** With beeps of the usual frequency. */
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

    /** The same between other times; beeps outside them are dropped. */
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
