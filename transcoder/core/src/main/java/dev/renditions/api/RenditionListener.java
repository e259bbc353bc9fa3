package dev.renditions.api;

import dev.renditions.kind.Profile;

/** Told what happens to the renditions of one source. Called on whichever thread does the work. */
public interface RenditionListener {
    /** Hears nothing. */
    RenditionListener NONE = new RenditionListener() {};

    /** An encode begins. */
    default void encoding(Profile profile) {}

    /**
     * An encode goes on.
     *
     * @param step how far it is
     */
    default void progress(Profile profile, EncodeProgress step) {}

    /** A rendition has its answer. */
    default void finished(RenditionResult result) {}
}
