package dev.renditions.oracle.scene;

import java.util.Set;

/**
 * What one channel of an output holds, by the tones of the source's channels. Other tones may be there or not. Immutable.
 *
 * @param heard frequencies that are there, in hertz
 * @param silent frequencies that are not
 */
public record Ear(Set<Integer> heard, Set<Integer> silent) {
    /** Copies the sets. */
    public Ear {
        heard = Set.copyOf(heard);
        silent = Set.copyOf(silent);
    }
}
