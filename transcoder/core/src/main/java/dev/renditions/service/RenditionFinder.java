package dev.renditions.service;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.BatchLookup;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.service.lookup.FailureRecorder;
import dev.renditions.service.lookup.Lookup;
import dev.renditions.service.request.RenditionRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds the renditions of a request, and plans those that do not exist. Thread-safe. */
final class RenditionFinder {
    private final Lookup lookup;
    private final FailureRecorder failures;
    /** Cached, since an id needs a hash of all settings of the profile. */
    private final ConcurrentMap<Profile, ProfileId> ids = new ConcurrentHashMap<>();

    RenditionFinder(Lookup lookup, FailureRecorder failures) {
        this.lookup = lookup;
        this.failures = failures;
    }

    /** The result of a search. */
    sealed interface Finding permits Ended, Missing {}

    /** Nothing has to be encoded: the rendition was found, it does not apply, or the search failed. */
    record Ended(Ending ending) implements Finding {}

    /** The rendition does not exist yet. */
    record Missing(MissingRendition rendition) implements Finding {}

    /** Finds a rendition without reading the source. */
    Optional<Ending> find(RenditionRequest request, Profile profile, BatchLookup memory) {
        try {
            return known(request, profile, memory);
        } catch (RuntimeException e) {
            return Optional.of(Ending.Failed.of(e));
        }
    }

    /**
     * A rendition that was planned before the source was read. If the source turned out to have another content, its rendition is
     * found or planned again.
     */
    Finding upToDate(RenditionRequest request, MissingRendition planned, BatchLookup memory) {
        return request.isOf(planned.key().content())
                ? new Missing(planned)
                : findOrPlan(request, planned.plan().profile(), memory);
    }

    /** Finds a rendition, or plans it. The source is read if necessary. */
    Finding findOrPlan(RenditionRequest request, Profile profile, BatchLookup memory) {
        try {
            Optional<Ending> found = known(request, profile, memory);
            Optional<ContentHash> known = request.content();
            if (found.isPresent()) {
                return new Ended(found.get());
            }
            if (known.isPresent() && request.isAnalyzed(profile)) {
                request.checkSize();
                return plan(request, key(known.get(), profile), profile);
            }
            RenditionKey key = key(request.spooled().content(), profile);
            if (!known.equals(Optional.of(key.content()))) {
                found = lookup.find(key, profile, memory);
                if (found.isPresent()) {
                    return new Ended(found.get());
                }
            }
            return plan(request, key, profile);
        } catch (RuntimeException e) {
            return new Ended(Ending.Failed.of(e));
        }
    }

    /**
     * A lookup in the index for the renditions of one request.
     *
     * @param known how recorded failures are handled
     * @param encodes whether missing renditions are encoded afterwards
     */
    BatchLookup memory(List<Profile> profiles, FailurePolicy known, boolean encodes) {
        BatchLookup.Failures mode = switch (known) {
            case ANSWER -> BatchLookup.Failures.ANSWER;
            case ANSWER_ALL -> BatchLookup.Failures.ANSWER_ALL;
            case RETRY -> encodes ? BatchLookup.Failures.EVICT : BatchLookup.Failures.IGNORE;
        };
        return lookup.memoryOf(
                content ->
                        profiles.stream().map(profile -> key(content, profile)).toList(),
                mode);
    }

    ProfileId id(Profile profile) {
        return ids.computeIfAbsent(profile, Profile::id);
    }

    private RenditionKey key(ContentHash content, Profile profile) {
        return new RenditionKey(content, id(profile));
    }

    private Optional<Ending> known(RenditionRequest request, Profile profile, BatchLookup memory) {
        return request.content()
                .or(request::knownContent)
                .flatMap(content -> lookup.find(key(content, profile), profile, memory));
    }

    /** Plans a rendition. A probe that fails, and a refusal because of the headers, is recorded, so that it is not repeated. */
    private Finding plan(RenditionRequest request, RenditionKey key, Profile profile) {
        Plan plan;
        try {
            plan = request.plan(profile);
            if (plan instanceof Plan.Make make) {
                return new Missing(request.damage().missing(key, make));
            }
        } catch (MediaException e) {
            throw failures.record(request, key, e);
        }
        Plan.NotApplicable notApplicable = (Plan.NotApplicable) plan;
        failures.record(request, key, notApplicable);
        return new Ended(new Ending.NotMade(Outcome.NOT_APPLICABLE, notApplicable.reason()));
    }
}
