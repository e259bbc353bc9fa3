package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/**
 * The negative cache: renditions that are impossible to make. The rules for every call are in {@link ArtifactIndex}.
 */
public interface RecordedFailures {
    /** The recorded failure of a rendition. */
    Optional<RecordedFailure> find(RenditionKey key);

    /** Records a permanent failure and overwrites any earlier one. Does not change locations. */
    void record(RenditionKey key, RecordedFailure failure, Duration ttl);

    /**
     * Deletes the failure. Does not change locations.
     *
     * @return whether it existed
     */
    boolean evict(RenditionKey key);
}
