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
 * Finds what is known of a rendition: its location in the index, which the store confirms; its location in the store, which is
 * then recorded in the index; or why it can't be made. An outage of the store never counts as absence.
 */
public final class Lookup {
    private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

    private final FailSoftLocations locations;
    private final FailSoftFailures failures;
    private final FailSoftRenditions renditions;
    private final ObjectStore store;
    private final VerifiedLocations verified;
    private final LookupCounters counters;
    private final SourceLimits limits;

    public Lookup(
            FailSoftLocations locations,
            FailSoftFailures failures,
            FailSoftRenditions renditions,
            ObjectStore store,
            VerifiedLocations verified,
            LookupCounters counters,
            SourceLimits limits) {
        this.locations = locations;
        this.failures = failures;
        this.renditions = renditions;
        this.store = store;
        this.verified = verified;
        this.counters = counters;
        this.limits = limits;
    }

    /**
     * Looks up a rendition for a caller, and counts the result.
     *
     * @param memory the request's entries of the index
     * @return its location, or that the profile does not apply; empty if it must be made
     * @throws MediaException if it is recorded that it can't be made
     */
    public Optional<Ending> find(RenditionKey key, Profile profile, BatchLookup memory) {
        return find(key, profile, memory, InStore.ALWAYS, count -> counters.add(profile.name(), count));
    }

    /**
     * The same for a worker that is about to make it, or for a waiter. It is not counted, since the caller's own look-up was.
     *
     * @param inStore when the store is asked for the manifest
     */
    public Optional<Ending> findAgain(RenditionKey key, Profile profile, BatchLookup memory, InStore inStore) {
        return find(key, profile, memory, inStore, count -> {});
    }

    /** When the store is asked for the manifest of a rendition that the index does not have. */
    public enum InStore {
        ALWAYS,
        /**
         * Only if the index does not answer. For a waiter while another worker has the lease: what that worker publishes is
         * recorded before its lease ends.
         */
        WITHOUT_INDEX,
        NEVER
    }

    /** The entries of the index for these renditions of one content, fetched with one call. */
    public BatchLookup memoryOf(Collection<RenditionKey> keys) {
        return memoryOf(content -> keys, BatchLookup.Failures.ANSWER);
    }

    /**
     * The entries of the index for the renditions of one request.
     *
     * @param together the renditions that are looked up for a content
     * @param mode how recorded failures are handled
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
            // It was deleted from the store, or the entry is not ours. It would be wrong until it expires.
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

    /** Remembers that the store has a rendition. */
    public void markVerified(RenditionKey key, RenditionLocation location) {
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
            markVerified(key, s.location());
            locations.record(key, s.location(), profile.ttl());
        });
        stored.ifPresent(s -> requireUndamaged(s.location()));
        return stored.<Ending>map(s -> new Ending.Found(Outcome.STORED, s.location()));
    }

    /** Whether the store has all files of a manifest. A rendition that has lost a file is made again and replaced. */
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
     * If damage is refused, a rendition that another worker made from a damaged source is refused too.
     *
     * @throws MediaException of kind STRICT if it is refused
     */
    private void requireUndamaged(RenditionLocation location) {
        if (limits.strict() && !location.warnings().isEmpty()) {
            throw new MediaException(
                    MediaException.Kind.STRICT,
                    String.join("; ", location.warnings()) + " (refused by " + SettingName.STRICT + ")");
        }
    }

    /** Looked up last: a rendition in the store counts more than a recorded failure. */
    private Optional<Ending> impossible(RenditionKey key, BatchLookup memory) {
        return memory.failure(key)
                .flatMap(failure -> memory.acceptsAll()
                        ? Optional.of(NegativeCache.answer(failure))
                        : NegativeCache.answer(failure, limits));
    }
}
