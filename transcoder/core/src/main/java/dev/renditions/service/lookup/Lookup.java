package dev.renditions.service.lookup;

import dev.renditions.api.Ending;
import dev.renditions.api.LookupMetric;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.kind.Profile;
import dev.renditions.service.index.FailSoftFailures;
import dev.renditions.service.index.FailSoftLocations;
import dev.renditions.service.index.FailSoftRenditions;
import dev.renditions.service.index.IndexAnswer;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.service.index.VerifiedLocations;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.support.SettingName;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is known of a rendition: where it is, as the index remembers and the store confirms; where the store holds it,
 * which the index is told; or why it can't be made. An outage of the store is never taken for absence.
 */
public final class Lookup {
    private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

    private final FailSoftLocations locations;
    private final FailSoftFailures failures;
    private final FailSoftRenditions renditions;
    private final ObjectStore store;
    private final VerifiedLocations verified;
    private final LookupCounters tally;
    private final SourceLimits limits;

    public Lookup(
            FailSoftLocations locations,
            FailSoftFailures failures,
            FailSoftRenditions renditions,
            ObjectStore store,
            VerifiedLocations verified,
            LookupCounters tally,
            SourceLimits limits) {
        this.locations = locations;
        this.failures = failures;
        this.renditions = renditions;
        this.store = store;
        this.verified = verified;
        this.tally = tally;
        this.limits = limits;
    }

    /**
     * The rendition, or that the profile does not apply; empty if it must be made. A look of the caller's own: what comes of
     * it is counted.
     *
     * @param memory what the index remembers of it
     * @throws MediaException if it is known that it can't be made
     */
    public Optional<Ending> find(RenditionKey key, Profile profile, BatchLookup memory) {
        return find(key, profile, memory, InStore.ALWAYS, count -> tally.add(profile.name(), count));
    }

    /**
     * The same for one who is about to make it, or waits while another does: not counted, since its caller has looked already.
     *
     * @param inStore when the store is asked for the manifest
     */
    public Optional<Ending> findMeanwhile(RenditionKey key, Profile profile, BatchLookup memory, InStore inStore) {
        return find(key, profile, memory, inStore, count -> {});
    }

    /** When the store is asked for the manifest of a rendition whose location the index does not know. */
    public enum InStore {
        ALWAYS,
        /**
         * Only if the index does not answer. For one who waits while another has the lease: what that one publishes is recorded
         * before its lease ends.
         */
        WITHOUT_INDEX,
        NEVER
    }

    /** What the index remembers of these renditions of one content, in one question. */
    public BatchLookup memoryOf(Collection<RenditionKey> keys) {
        return memoryOf(content -> keys, BatchLookup.Failures.ANSWER);
    }

    /**
     * What the index remembers of the renditions of one request.
     *
     * @param together what is looked for of a content
     * @param mode what is made of failures that are remembered
     */
    public BatchLookup memoryOf(Function<ContentHash, Collection<RenditionKey>> together, BatchLookup.Failures mode) {
        return new BatchLookup(locations, failures, renditions, together, mode);
    }

    private Optional<Ending> find(
            RenditionKey key, Profile profile, BatchLookup memory, InStore inStore, Consumer<LookupMetric> counts) {
        return RenditionLogContext.get(key, () -> findLogged(key, profile, memory, inStore, counts));
    }

    private Optional<Ending> findLogged(
            RenditionKey key,
            Profile profile,
            BatchLookup remembering,
            InStore inStore,
            Consumer<LookupMetric> counts) {
        IndexAnswer<Optional<RenditionLocation>> memory = remembering.location(key);
        if (memory.value().isPresent()) {
            RenditionLocation remembered = memory.value().get();
            if (holds(key, remembered, counts)) {
                counts.accept(LookupMetric.HIT);
                requireUndamaged(remembered);
                return Optional.of(new Ending.Found(Outcome.HIT, remembered));
            }
            // It was deleted from the store, or the entry is no one's of ours: wrong for as long as it would live.
            counts.accept(LookupMetric.STALE);
            renditions.evict(key);
        }
        LookupMetric unknown = memory.outage().orElse(LookupMetric.MISS);
        boolean askStore = inStore == InStore.ALWAYS
                || (inStore == InStore.WITHOUT_INDEX && memory.outage().isPresent());
        Optional<Ending> stored = askStore ? stored(key, profile) : Optional.empty();
        if (stored.isPresent()) {
            counts.accept(unknown);
            return stored;
        }
        try {
            Optional<Ending> impossible = impossible(key, remembering);
            counts.accept(impossible.isPresent() ? LookupMetric.NEGATIVE : unknown);
            return impossible;
        } catch (MediaException e) {
            counts.accept(LookupMetric.NEGATIVE);
            throw e;
        }
    }

    /** Remembers that the store was just given a rendition. */
    public void seen(RenditionKey key, RenditionLocation location) {
        verified.add(key, location);
    }

    private boolean holds(RenditionKey key, RenditionLocation location, Consumer<LookupMetric> counts) {
        if (verified.holds(key, location)) {
            return true;
        }
        if (!store.holds(key, location)) {
            return false;
        }
        counts.accept(LookupMetric.VERIFIED);
        verified.add(key, location);
        return true;
    }

    private Optional<Ending> stored(RenditionKey key, Profile profile) {
        Optional<StoredRendition> stored = store.find(key).filter(s -> whole(key, s.location()));
        stored.ifPresent(s -> {
            seen(key, s.location());
            locations.record(key, s.location(), profile.ttl());
        });
        stored.ifPresent(s -> requireUndamaged(s.location()));
        return stored.<Ending>map(s -> new Ending.Found(Outcome.STORED, s.location()));
    }

    /** Whether the store has all that a manifest names. What has lost a file is made again, and replaced. */
    private boolean whole(RenditionKey key, RenditionLocation location) {
        boolean whole = store.holds(key, location);
        if (!whole && store.isExpiring(key, location)) {
            LOG.debug("the rendition {} will be deleted soon by its expiry; it is made again", store.locate(key));
        } else if (!whole) {
            LOG.warn("files of the rendition {} are missing or short; it is made again", store.locate(key));
        }
        return whole;
    }

    /**
     * Where damage is refused, so is what another made of a damaged source.
     *
     * @throws MediaException of kind STRICT if it is that
     */
    private void requireUndamaged(RenditionLocation location) {
        if (limits.strict() && !location.warnings().isEmpty()) {
            throw new MediaException(
                    MediaException.Kind.STRICT,
                    String.join("; ", location.warnings()) + " (refused by " + SettingName.STRICT + ")");
        }
    }

    /** Asked last: a store that holds a rendition knows better than a memory of its failure. */
    private Optional<Ending> impossible(RenditionKey key, BatchLookup memory) {
        return memory.failure(key)
                .flatMap(failure -> memory.believesAll()
                        ? Optional.of(NegativeCache.answer(failure))
                        : NegativeCache.answer(failure, limits));
    }
}
