package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/**
 * Cached results of content analyses. Callers use them to decide what to encode, so an index that others can write to
 * must authenticate its values. The rules for every call are in {@link ArtifactIndex}.
 */
public interface Analyses {
    /** The recorded result, a JSON object. */
    Optional<String> find(AnalysisKey key);

    /**
     * Records a result and overwrites any earlier one. A result larger than a few thousand bytes may be dropped.
     *
     * @param json a JSON object
     */
    void record(AnalysisKey key, String json, Duration ttl);

    /**
     * Removes a result, so that it is found in the store or made again.
     *
     * @return whether one was recorded
     */
    boolean evict(AnalysisKey key);
}
