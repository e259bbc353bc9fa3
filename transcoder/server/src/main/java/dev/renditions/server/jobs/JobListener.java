package dev.renditions.server.jobs;

import dev.renditions.api.RenditionResult;
import dev.renditions.api.SourceName;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;

/** Told what happens to renditions that are asked for. Called on whichever thread does the work, and must not keep it. */
public interface JobListener {
    /** Hears nothing. */
    JobListener NONE = new JobListener() {};

    /** One is on its way, or further than it was. */
    default void moved(JobState state) {}

    /** A job has ended for one rendition. */
    default void ended(SourceName source, RenditionResult result) {}

    /** One was there already when somebody asked. */
    default void found(Profile profile, RenditionStatus.Ready ready) {}
}
