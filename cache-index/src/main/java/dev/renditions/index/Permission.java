package dev.renditions.index;

/** What somebody's right to an object was found to be. */
public enum Permission {
    /** They may read it. */
    GRANTED,
    /** They may not, or did not show that they may. */
    REFUSED
}
