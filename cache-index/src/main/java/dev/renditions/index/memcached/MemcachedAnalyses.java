package dev.renditions.index.memcached;

import dev.renditions.index.Analyses;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.AnalysisCodec;
import dev.renditions.index.codec.IndexKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

record MemcachedAnalyses(SealedValues values, CallDeadlines deadlines, Clock clock) implements Analyses {
    @Override
    public Optional<String> find(AnalysisKey key) {
        return values.payload(IndexKeys.analysis(key), deadlines.begin()).flatMap(AnalysisCodec::decode);
    }

    @Override
    public void record(AnalysisKey key, String json, Duration ttl) {
        int expiration = Expiration.of(new TimeToLive(ttl), clock.instant());
        AnalysisCodec.encode(json)
                .ifPresent(value -> values.set(IndexKeys.analysis(key), expiration, value, deadlines.begin()));
    }

    @Override
    public boolean evict(AnalysisKey key) {
        return values.delete(IndexKeys.analysis(key), deadlines.beginPatiently());
    }
}
