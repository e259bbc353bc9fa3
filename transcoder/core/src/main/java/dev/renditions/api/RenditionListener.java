package dev.renditions.api;

import dev.renditions.kind.Profile;

/** Receives what happens to the renditions of one source. Called on the thread that does the work. */
public interface RenditionListener {
    /** Ignores all calls. */
    RenditionListener NONE = new RenditionListener() {};

    /** An encode has started. */
    default void encoding(Profile profile) {}

    /** An encode has made progress. */
    default void progress(Profile profile, EncodeProgress step) {}

    /** A rendition has its result. */
    default void finished(RenditionResult result) {}
}
