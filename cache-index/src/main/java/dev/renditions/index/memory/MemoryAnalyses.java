package dev.renditions.index.memory;

import dev.renditions.index.Analyses;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.codec.AnalysisCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stores the encoded form, so that results have the same limits and text as in a shared index. */
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

    @Override
    public boolean evict(AnalysisKey key) {
        return entries.remove(key);
    }
}
