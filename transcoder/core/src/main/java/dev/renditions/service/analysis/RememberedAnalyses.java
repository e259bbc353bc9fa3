package dev.renditions.service.analysis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.renditions.api.StoreException;
import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.service.index.FailSoftAnalyses;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of analyses that this process, the index and the store remember, asked in this order. What one of them finds is
 * recorded in those before it. Values of the index are sealed, so a result in it is one that a worker recorded for this content;
 * those of the store are trusted as renditions are. An outage of either is not a failure: then the analysis is repeated.
 * Thread-safe.
 */
public final class RememberedAnalyses {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedAnalyses.class);

    /** Results have some kilobytes at most, as a rule. */
    private static final int MAX_ENTRIES = 2_000;

    private final FailSoftAnalyses index;
    private final AnalysisStore store;
    private final boolean stores;
    private final Supplier<String> engine;
    private final Cache<AnalysisKey, Object> cache;
    private final AtomicBoolean storeFailed;

    /**
     * Remembers nothing yet.
     *
     * @param engine identifies whatever decides the results besides the content, see
     *     {@link dev.renditions.api.Transcoder#analyzer}
     */
    public RememberedAnalyses(FailSoftAnalyses index, AnalysisStore store, Supplier<String> engine) {
        this(
                index,
                store,
                true,
                engine,
                Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build(),
                new AtomicBoolean());
    }

    private RememberedAnalyses(
            FailSoftAnalyses index,
            AnalysisStore store,
            boolean stores,
            Supplier<String> engine,
            Cache<AnalysisKey, Object> cache,
            AtomicBoolean storeFailed) {
        this.index = index;
        this.store = store;
        this.stores = stores;
        this.engine = engine;
        this.cache = cache;
        this.storeFailed = storeFailed;
    }

    /** The same, but nothing is written to the store: for requests that make nothing. */
    public RememberedAnalyses withoutStoring() {
        return new RememberedAnalyses(index, store, false, engine, cache, storeFailed);
    }

    /**
     * The result of an analysis.
     *
     * @param answers whether a result suffices
     * @return a result that suffices; otherwise one that does not, if any is known
     */
    public <T> Optional<T> find(Analysis<T> analysis, ContentHash content, Predicate<T> answers) {
        AnalysisKey key = analysis.key(content);
        Optional<T> here = cached(key);
        if (here.filter(answers).isPresent()) {
            return here;
        }
        Optional<T> indexed = index.find(key).flatMap(known -> analysis.read(engine.get(), known));
        if (indexed.filter(answers).isPresent()) {
            cache.put(key, indexed.get());
            return indexed;
        }
        Optional<String> text = stored(key);
        Optional<T> stored = text.flatMap(known -> analysis.read(engine.get(), known));
        if (stored.filter(answers).isPresent()) {
            cache.put(key, stored.get());
            index.record(key, text.orElseThrow());
            return stored;
        }
        return here.or(() -> indexed).or(() -> stored);
    }

    /** All results under a key have the type of its analysis. */
    @SuppressWarnings("unchecked")
    private <T> Optional<T> cached(AnalysisKey key) {
        return Optional.ofNullable((T) cache.getIfPresent(key));
    }

    /** Records a result that was not found, or did not suffice. */
    public <T> void record(Analysis<T> analysis, ContentHash content, T result) {
        AnalysisKey key = analysis.key(content);
        String text = analysis.write(engine.get(), result);
        cache.put(key, result);
        if (stores) {
            try {
                store.record(key, text);
                storeFailed.set(false);
            } catch (StoreException e) {
                log(e);
            }
        }
        index.record(key, text);
    }

    private Optional<String> stored(AnalysisKey key) {
        try {
            return store.find(key);
        } catch (StoreException e) {
            log(e);
            return Optional.empty();
        }
    }

    private void log(StoreException e) {
        if (storeFailed.compareAndSet(false, true)) {
            LOG.warn("continuing without the analyses in the store, which are made again: {}", e.getMessage());
        } else {
            LOG.debug("an analysis in the store: {}", e.getMessage());
        }
    }
}
