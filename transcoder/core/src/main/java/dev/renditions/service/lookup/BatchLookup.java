package dev.renditions.service.lookup;

import dev.renditions.index.ContentHash;
import dev.renditions.index.IndexedRendition;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.service.index.FailSoftFailures;
import dev.renditions.service.index.FailSoftLocations;
import dev.renditions.service.index.FailSoftRenditions;
import dev.renditions.service.index.IndexAnswer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks up the renditions of one request in the index. If several belong to one content, one call fetches them all when the first
 * of them is looked up. A single rendition, or each of them if that call had no answer, is fetched by itself. Not thread-safe;
 * for one look-up of each rendition.
 */
public final class BatchLookup {
    private final FailSoftLocations locations;
    private final FailSoftFailures recorded;
    private final FailSoftRenditions renditions;
    private final Function<ContentHash, Collection<RenditionKey>> together;
    private final Failures failures;
    private final Map<ContentHash, Map<RenditionKey, IndexedRendition>> known = new HashMap<>();

    /** How a recorded failure is handled. */
    public enum Failures {
        /** It is the result. */
        ANSWER,
        /** It is the result, even if limits other than this worker's caused it. */
        ANSWER_ALL,
        /** It is ignored. */
        IGNORE,
        /** It is evicted, so that waiters for the new attempt, in this process and others, do not find it either. */
        EVICT
    }

    /**
     * A lookup for one request.
     *
     * @param together the renditions that are looked up for a content
     */
    BatchLookup(
            FailSoftLocations locations,
            FailSoftFailures recorded,
            FailSoftRenditions renditions,
            Function<ContentHash, Collection<RenditionKey>> together,
            Failures failures) {
        this.locations = locations;
        this.recorded = recorded;
        this.renditions = renditions;
        this.together = together;
        this.failures = failures;
    }

    /** The location of the rendition, and whether the index answered at all. */
    IndexAnswer<Optional<RenditionLocation>> location(RenditionKey key) {
        return fetched(key)
                .map(found -> new IndexAnswer<>(found.location(), Optional.empty()))
                .orElseGet(() -> locations.find(key));
    }

    /** Why the rendition can't be made. Call it only if neither index nor store has the rendition. */
    Optional<RecordedFailure> failure(RenditionKey key) {
        if (failures == Failures.IGNORE) {
            return Optional.empty();
        }
        Optional<RecordedFailure> failure =
                fetched(key).map(IndexedRendition::failure).orElseGet(() -> recorded.find(key));
        if (failures == Failures.EVICT && failure.isPresent()) {
            renditions.evict(key);
            return Optional.empty();
        }
        return failure;
    }

    /** Whether recorded failures count independently of the limits that caused them. */
    boolean acceptsAll() {
        return failures == Failures.ANSWER_ALL;
    }

    private Optional<IndexedRendition> fetched(RenditionKey key) {
        return Optional.ofNullable(
                known.computeIfAbsent(key.content(), this::ask).get(key));
    }

    private Map<RenditionKey, IndexedRendition> ask(ContentHash content) {
        Set<RenditionKey> keys = Set.copyOf(together.apply(content));
        return keys.size() > 1 ? renditions.findAll(keys) : Map.of();
    }
}
