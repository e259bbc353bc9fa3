package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** The negative cache: renditions that can't be made. For what holds for every call see {@link ArtifactIndex}. */
public interface RecordedFailures {
    /** Why the rendition can't be made; absent if no failure is recorded. */
    Optional<RecordedFailure> find(RenditionKey key);

    /** Records that a rendition can't be made, over any earlier failure. Locations stay. */
    void record(RenditionKey key, RecordedFailure failure, Duration ttl);

    /**
     * Deletes the failure. Locations stay.
     *
     * @return whether there was one
     */
    boolean evict(RenditionKey key);
}
