package dev.renditions.server.jobs;

import dev.renditions.api.RenditionResult;
import dev.renditions.api.SourceName;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;

/**
 * Receives what happens to requested renditions. Called on the thread that does the work, so it must return quickly.
 */
public interface JobListener {
    /** Ignores everything. */
    JobListener NONE = new JobListener() {};

    /** A rendition is being made, or its state has changed. */
    default void moved(JobState state) {}

    /** The job of a rendition has ended. */
    default void ended(SourceName source, RenditionResult result) {}

    /** A requested rendition existed already. */
    default void found(Profile profile, RenditionStatus.Ready ready) {}
}
