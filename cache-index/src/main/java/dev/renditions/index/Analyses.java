package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/**
 * Results of analyses of a content. Hints: what they decide costs time only. For what holds for every call see
 * {@link ArtifactIndex}.
 */
public interface Analyses {
    /** The result, a JSON object; absent if none is recorded. */
    Optional<String> find(AnalysisKey key);

    /**
     * Records a result, over any earlier one. One larger than a few thousand bytes may be dropped.
     *
     * @param json a JSON object
     */
    void record(AnalysisKey key, String json, Duration ttl);
}
