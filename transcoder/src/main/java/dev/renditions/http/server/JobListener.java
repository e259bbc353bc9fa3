package dev.renditions.http.server;

import dev.renditions.RenditionResult;
import dev.renditions.SourceName;
import dev.renditions.http.Standing;
import dev.renditions.profile.Profile;

/** Told what happens to renditions that are asked for. Called on whichever thread does the work, and must not keep it. */
interface JobListener {
    /** Hears nothing. */
    JobListener NONE = new JobListener() {};

    /** One is on its way, or further than it was. */
    default void moved(JobState state) {}

    /** A job has ended for one rendition. */
    default void ended(SourceName source, RenditionResult result) {}

    /** One was there already when somebody asked. */
    default void found(Profile profile, Standing.Ready ready) {}
}
