package dev.renditions.oracle.scene;

import java.util.Set;

/**
 * The expected tones of one channel of an output, among those of the source's channels. Other tones are not checked. Immutable.
 *
 * @param heard frequencies that must be present, in hertz
 * @param silent frequencies that must be absent, in hertz
 */
public record Ear(Set<Integer> heard, Set<Integer> silent) {
    /** Copies the sets. */
    public Ear {
        heard = Set.copyOf(heard);
        silent = Set.copyOf(silent);
    }
}
