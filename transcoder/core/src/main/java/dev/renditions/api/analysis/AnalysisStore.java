package dev.renditions.api.analysis;

import dev.renditions.index.AnalysisKey;
import java.util.Optional;

/**
 * Stores the results of content analyses beside the renditions of that content, where they outlive the entries of the index and
 * the renditions themselves. A result lies under {@code <first two hex digits>/<content hash>/analyses/<name>-<version>.json}.
 *
 * <p>Results decide what is encoded, so only trusted workers may write them; losing one costs another analysis. Writing is
 * atomic: a reader sees all of a result or none. All methods may be called from many threads and processes at once; of two writers the last one wins.
 */
public interface AnalysisStore {
    /** The most bytes of a result in UTF-8. A probe has some hundred for each stream. */
    int MAX_BYTES = 256 << 10;

    /** Stores nothing. */
    AnalysisStore NONE = new AnalysisStore() {
        @Override
        public Optional<String> find(AnalysisKey key) {
            return Optional.empty();
        }

        @Override
        public void record(AnalysisKey key, String json) {}
    };

    /**
     * The stored result; empty if there is none, or if it has more than {@value #MAX_BYTES} bytes, as no result of ours has. The
     * text may be damaged.
     *
     * @throws dev.renditions.api.StoreException if the store does not answer
     */
    Optional<String> find(AnalysisKey key);

    /**
     * Stores a result, in place of any earlier one. To be called only if the store has none that can be used, so each result is
     * written once as a rule. A result of more than {@value #MAX_BYTES} bytes is not stored.
     *
     * @param json a JSON object
     * @throws dev.renditions.api.StoreException if the store does not accept it
     */
    void record(AnalysisKey key, String json);
}
