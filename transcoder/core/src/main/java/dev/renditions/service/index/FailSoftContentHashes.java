package dev.renditions.service.index;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ContentHashes;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.util.Optional;

/** Content hashes of sources, also cached in this process for a short time; see {@link FailSoftIndex}. */
public final class FailSoftContentHashes {
    /** How long the index remembers a content hash. An entry stays true, since the content of a version never changes. */
    public static final Duration TTL = Duration.ofDays(30);

    private final ContentHashes contentHashes;
    private final OutageGuard guard;
    private final TtlJitter jitter;
    private final LookupCounters counters;
    private final ContentHashCache cache = new ContentHashCache(Ticker.systemTicker());

    FailSoftContentHashes(ContentHashes contentHashes, OutageGuard guard, TtlJitter jitter, LookupCounters counters) {
        this.contentHashes = contentHashes;
        this.guard = guard;
        this.jitter = jitter;
        this.counters = counters;
    }

    /** The content hash of a source, from the cache of this process or from the index. */
    public Optional<ContentHash> find(SourceVersion source) {
        Optional<ContentHash> known = cache.find(source);
        if (known.isPresent()) {
            return known;
        }
        IndexAnswer<Optional<ContentHash>> answer = guard.ask(() -> contentHashes.find(source), Optional.empty());
        answer.outage().ifPresent(outage -> counters.add(LookupCounters.NO_PROFILE, outage));
        answer.value().ifPresent(content -> cache.add(source, content));
        return answer.value();
    }

    public void record(SourceVersion source, ContentHash content) {
        cache.add(source, content);
        guard.write(() -> contentHashes.record(source, content, jitter.shorten(TTL)));
    }
}
