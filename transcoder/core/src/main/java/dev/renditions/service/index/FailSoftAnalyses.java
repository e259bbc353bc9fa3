package dev.renditions.service.index;

import dev.renditions.index.Analyses;
import dev.renditions.index.AnalysisKey;
import java.util.Optional;

/** Results of analyses in the index; see {@link FailSoftIndex}. */
public final class FailSoftAnalyses {
    private final Analyses analyses;
    private final OutageGuard guard;
    private final TtlJitter jitter;

    FailSoftAnalyses(Analyses analyses, OutageGuard guard, TtlJitter jitter) {
        this.analyses = analyses;
        this.guard = guard;
        this.jitter = jitter;
    }

    public Optional<String> find(AnalysisKey key) {
        return guard.ask(() -> analyses.find(key), Optional.<String>empty()).value();
    }

    /** Records a result for as long as a content hash, since the analysis of a content never changes. */
    public void record(AnalysisKey key, String json) {
        guard.write(() -> analyses.record(key, json, jitter.shorten(FailSoftContentHashes.TTL)));
    }
}
