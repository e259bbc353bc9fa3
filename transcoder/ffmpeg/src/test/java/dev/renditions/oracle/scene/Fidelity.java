package dev.renditions.oracle.scene;

/** How close the colours of an output have to be to those of its scene. */
public enum Fidelity {
    /** Each component of each quadrant within 6 of 255. */
    EXACT,
    /** A source in high dynamic range: white as bright as it is in others, and the quadrants in their hues. */
    TONE_MAPPED,
    /** A part of the picture is lost: what is left tells which way up it is. */
    TORN
}
