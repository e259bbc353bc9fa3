package dev.renditions.oracle.scene;

/** How close the colours of an output must be to those of its scene. */
public enum Fidelity {
    /** Each component of each quadrant within 6 of 255. */
    EXACT,
    /** A source in high dynamic range: white has the usual brightness, and the quadrants keep their hues. */
    TONE_MAPPED,
    /** Part of the image is lost; only the orientation is checked. */
    TORN
}
