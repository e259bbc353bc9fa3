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
 * What the index remembers of the renditions of one content that are looked for together: asked for in one question when the
 * first of them is looked for. One that is looked for alone is asked for by itself, and so is each if the question got no
 * answer. For one thread, and for one look at each.
 */
public final class BatchLookup {
    private final FailSoftLocations locations;
    private final FailSoftFailures recorded;
    private final FailSoftRenditions renditions;
    private final Function<ContentHash, Collection<RenditionKey>> together;
    private final Failures failures;
    private final Map<ContentHash, Map<RenditionKey, IndexedRendition>> known = new HashMap<>();

    /** What is made of a failure that is remembered. */
    public enum Failures {
        /** It is the answer. */
        ANSWER,
        /** It is the answer, even if other limits than this worker's caused it. */
        ANSWER_ALL,
        /** It is as if it were not there. */
        PASS_BY,
        /** It is forgotten, so that those who wait for the new attempt, here and elsewhere, don't find it either. */
        FORGET
    }

    /**
     * A memory for one request.
     *
     * @param together what is looked for of a content
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

    /** Where the rendition is, and whether the index answered at all. */
    IndexAnswer<Optional<RenditionLocation>> location(RenditionKey key) {
        return remembered(key)
                .map(remembered -> new IndexAnswer<>(remembered.location(), Optional.empty()))
                .orElseGet(() -> locations.find(key));
    }

    /** Why the rendition can't be made. Asked only where neither index nor store knows a location. */
    Optional<RecordedFailure> failure(RenditionKey key) {
        if (failures == Failures.PASS_BY) {
            return Optional.empty();
        }
        Optional<RecordedFailure> failure =
                remembered(key).map(IndexedRendition::failure).orElseGet(() -> recorded.find(key));
        if (failures == Failures.FORGET && failure.isPresent()) {
            renditions.evict(key);
            return Optional.empty();
        }
        return failure;
    }

    /** Whether failures are believed whatever limits caused them. */
    boolean believesAll() {
        return failures == Failures.ANSWER_ALL;
    }

    private Optional<IndexedRendition> remembered(RenditionKey key) {
        return Optional.ofNullable(
                known.computeIfAbsent(key.content(), this::ask).get(key));
    }

    private Map<RenditionKey, IndexedRendition> ask(ContentHash content) {
        Set<RenditionKey> keys = Set.copyOf(together.apply(content));
        return keys.size() > 1 ? renditions.findAll(keys) : Map.of();
    }
}
