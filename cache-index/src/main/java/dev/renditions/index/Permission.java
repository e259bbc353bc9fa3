package dev.renditions.index;

/** The result of a permission check for an object. */
public enum Permission {
    /** The caller may read it. */
    GRANTED,
    /** The caller may not read it, or did not prove the permission. */
    REFUSED
}
