package dev.renditions.oracle.scene;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a person sees of a source: the scene, upright and undistorted. Immutable.
 *
 * @param width displayed width in square pixels
 * @param height displayed height in square pixels
 * @param palette the displayed colours
 * @param fidelity how close the colours must be
 * @param pace when its frames are shown; empty for a still
 */
public record Seen(int width, int height, Palette palette, Fidelity fidelity, Optional<Pace> pace) {
    /** The same, displayed in another size. */
    public Seen sized(int newWidth, int newHeight) {
        return new Seen(newWidth, newHeight, palette, fidelity, pace);
    }

    /** The same in other colours. */
    public Seen in(Palette newPalette, Fidelity newFidelity) {
        return new Seen(width, height, newPalette, newFidelity, pace);
    }

    /** The same with frames at other times. */
    public Seen paced(UnaryOperator<Pace> change) {
        return new Seen(width, height, palette, fidelity, pace.map(change));
    }

    /** The same as a still. */
    public Seen still() {
        return new Seen(width, height, palette, fidelity, Optional.empty());
    }
}
