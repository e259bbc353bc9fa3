package dev.renditions.index.memory;

import dev.renditions.index.Analyses;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.codec.AnalysisCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps the stored form, so that a result has the same limits and the same text as in a shared index. */
record MemoryAnalyses(TimedCache<AnalysisKey, byte[]> entries) implements Analyses {
    @Override
    public Optional<String> find(AnalysisKey key) {
        return entries.find(key).flatMap(AnalysisCodec::decode);
    }

    @Override
    public void record(AnalysisKey key, String json, Duration ttl) {
        Instant end = entries.end(ttl);
        AnalysisCodec.encode(json).ifPresent(value -> entries.put(key, new TimedCache.Timed<>(value, end)));
    }
}
