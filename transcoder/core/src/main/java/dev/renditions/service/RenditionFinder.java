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

/** Finds the renditions of a request, and plans those that exist nowhere. Safe for use by many threads. */
final class RenditionFinder {
    private final Lookup lookup;
    private final FailureRecorder failures;
    /** Each is worked out once: that takes a hash of all its settings. */
    private final ConcurrentMap<Profile, ProfileId> ids = new ConcurrentHashMap<>();

    RenditionFinder(Lookup lookup, FailureRecorder failures) {
        this.lookup = lookup;
        this.failures = failures;
    }

    /** What a search led to. */
    sealed interface Finding permits Ended, Missing {}

    /** It needs no encode: it was found, there will be none, or the search failed. */
    record Ended(Ending ending) implements Finding {}

    /** It exists nowhere. */
    record Missing(MissingRendition rendition) implements Finding {}

    /** What there is without reading the source. */
    Optional<Ending> find(RenditionRequest request, Profile profile, BatchLookup memory) {
        try {
            return known(request, profile, memory);
        } catch (RuntimeException e) {
            return Optional.of(Ending.Failed.of(e));
        }
    }

    /** What there is, or what is to be made. The source is read if it must be. */
    Finding findOrPlan(RenditionRequest request, Profile profile, BatchLookup memory) {
        try {
            Optional<Ending> found = known(request, profile, memory);
            Optional<ContentHash> known = request.content();
            if (found.isPresent()) {
                return new Ended(found.get());
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
     * What the index remembers of the renditions of one request.
     *
     * @param known what is made of failures that are remembered
     * @param encodes whether what is missing is then made
     */
    BatchLookup memory(List<Profile> profiles, FailurePolicy known, boolean encodes) {
        BatchLookup.Failures mode = switch (known) {
            case ANSWER -> BatchLookup.Failures.ANSWER;
            case ANSWER_ALL -> BatchLookup.Failures.ANSWER_ALL;
            case RETRY -> encodes ? BatchLookup.Failures.FORGET : BatchLookup.Failures.PASS_BY;
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

    /** What can't be probed, or is refused for what its headers show, is recorded too, so that it is not read again for that. */
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
