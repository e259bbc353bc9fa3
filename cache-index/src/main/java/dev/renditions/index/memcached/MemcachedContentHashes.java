package dev.renditions.index.memcached;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ContentHashes;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.ContentCodec;
import dev.renditions.index.codec.IndexKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Content hashes as values. */
record MemcachedContentHashes(SealedValues values, CallDeadlines deadlines, Clock clock) implements ContentHashes {
    @Override
    public Optional<ContentHash> find(SourceVersion source) {
        return values.payload(IndexKeys.content(source), deadlines.begin()).flatMap(ContentCodec::decode);
    }

    @Override
    public void record(SourceVersion source, ContentHash content, Duration ttl) {
        int expiration = Expiration.of(new TimeToLive(ttl), clock.instant());
        values.set(IndexKeys.content(source), expiration, ContentCodec.encode(content), deadlines.begin());
    }

    @Override
    public boolean evict(SourceVersion source) {
        return values.delete(IndexKeys.content(source), deadlines.beginPatiently());
    }
}
