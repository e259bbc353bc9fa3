package dev.renditions.service;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.api.LookupMetric;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.service.encode.EncodeAndPublish;
import dev.renditions.service.encode.EncodeOnce;
import dev.renditions.service.encode.RenditionLeases;
import dev.renditions.service.encode.ResolutionSink;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.service.index.VerifiedLocations;
import dev.renditions.service.lookup.BatchLookup;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.service.lookup.FailureRecorder;
import dev.renditions.service.lookup.Lookup;
import dev.renditions.service.lookup.Resolution;
import dev.renditions.service.request.MissingRendition;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.workspace.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Gives every source the renditions that are asked for, and encodes only those that nobody has encoded before: hash, look
 * up, lease, transcode, prove, store, record. Safe for use by many threads at once; each call works on its caller's thread,
 * and an interrupt ends it with a {@link CancellationException}.
 */
public final class RenditionService implements AutoCloseable {
    private final Transcoder transcoder;
    private final Workspace workspace;
    private final Clock clock;
    private final LookupCounters tally = new LookupCounters();
    private final FailSoftIndex index;
    private final Lookup lookup;
    private final RequestLimits limits;
    private final EncodeOnce maker;
    private final FailureRecorder failures;
    /** Each is worked out once: that takes a hash of all its settings. */
    private final ConcurrentMap<Profile, ProfileId> ids = new ConcurrentHashMap<>();

    /** A service that is alone with its store: where the index does not answer, nothing keeps others from encoding the same. */
    public RenditionService(
            ArtifactIndex index,
            ObjectStore store,
            Transcoder transcoder,
            Workspace workspace,
            RequestLimits limits,
            Timing timing) {
        this(index, store, Optional.empty(), transcoder, workspace, limits, timing);
    }

    /**
     * A service over these parts, which stay the caller's to close.
     *
     * @param leases the leases of that store, for where the index does not answer or is not shared
     */
    public RenditionService(
            ArtifactIndex index,
            ObjectStore store,
            Optional<StoreLeases> leases,
            Transcoder transcoder,
            Workspace workspace,
            RequestLimits limits,
            Timing timing) {
        this.index = new FailSoftIndex(index, timing.random(), tally);
        this.transcoder = transcoder;
        this.workspace = workspace;
        this.clock = timing.clock();
        this.limits = limits;
        VerifiedLocations verified = new VerifiedLocations(limits.verified(), Ticker.systemTicker());
        this.lookup = new Lookup(this.index, store, verified, tally, limits.source());
        this.failures = new FailureRecorder(this.index, transcoder, limits.source(), clock);
        RenditionLeases workLeases = new RenditionLeases(this.index, leases, tally);
        EncodeAndPublish production = new EncodeAndPublish(store, transcoder, clock);
        this.maker = new EncodeOnce(workLeases, lookup, production, failures, limits, timing);
    }

    /**
     * The renditions of one source, one result for each profile, in their order. What goes wrong with one profile is its
     * result, and does not stop the others.
     */
    public List<RenditionResult> render(Source source, List<Profile> profiles, RenditionListener listener) {
        return render(source, profiles, listener, Instant.MAX);
    }

    /**
     * The same for a caller who has not all the time there is.
     *
     * @param deadline what bounds encodes, waiting and leases, so that one who dies then leaves none; reading a source and
     *     publishing have limits of their own
     */
    public List<RenditionResult> render(
            Source source, List<Profile> profiles, RenditionListener listener, Instant deadline) {
        return render(source, profiles, listener, deadline, FailurePolicy.ANSWER);
    }

    /**
     * The same for a caller who may want renditions tried again that failed before.
     *
     * @param known what is made of failures that are remembered
     */
    public List<RenditionResult> render(
            Source source, List<Profile> profiles, RenditionListener listener, Instant deadline, FailurePolicy known) {
        return each(source, profiles, listener, deadline, memory(profiles, known, true), maker::make);
    }

    /**
     * What is known of a rendition without reading its source: where it is, or that the profile does not apply, or why it
     * failed. Makes nothing.
     *
     * @return empty if it is in neither index nor store, and also if only reading the source would tell
     */
    public Optional<RenditionResult> find(Source source, Profile profile) {
        return find(source, profile, FailurePolicy.ANSWER);
    }

    /**
     * The same for a caller who may want it tried again, or who has another worker encode.
     *
     * @param known what is made of failures that are remembered
     */
    public Optional<RenditionResult> find(Source source, Profile profile, FailurePolicy known) {
        List<Profile> profiles = List.of(profile);
        try (RenditionRequest work = work(source, profiles, RenditionListener.NONE, Instant.MAX)) {
            ResultCollector results = new ResultCollector(work, clock, this::id);
            results.attempt(
                    profile,
                    () -> known(work, profile, memory(profiles, known, true))
                            .ifPresent(answer -> results.answered(profile, answer)));
            return results.of(profile);
        }
    }

    /** What {@link #render} would answer, without encoding anything: {@link Outcome#PLANNED} is what it would encode. */
    public List<RenditionResult> preview(Source source, List<Profile> profiles) {
        return preview(source, profiles, FailurePolicy.ANSWER);
    }

    /**
     * The same for a caller who may want renditions tried again that failed before.
     *
     * @param known what would be made of failures that are remembered; none is forgotten here
     */
    public List<RenditionResult> preview(Source source, List<Profile> profiles, FailurePolicy known) {
        return each(
                source,
                profiles,
                RenditionListener.NONE,
                Instant.MAX,
                memory(profiles, known, false),
                (work, missing, answers) -> missing.forEach(wanted ->
                        answers.answered(wanted, Resolution.without(Outcome.PLANNED, wouldBe(wanted.plan())))));
    }

    private static String wouldBe(Plan.Make plan) {
        if (!plan.encodes()) {
            return "it would be remuxed";
        }
        if (plan.copies()) {
            return plan.copiesPicture()
                    ? "its picture would be copied, its sound encoded"
                    : "its picture would be encoded, its sound copied";
        }
        return "it would be encoded";
    }

    /** What was counted since this service was made, for each profile apart; {@code -} is what belongs to none. */
    public Map<String, Map<LookupMetric, Long>> counts() {
        return tally.snapshot();
    }

    private List<RenditionResult> each(
            Source source,
            List<Profile> profiles,
            RenditionListener listener,
            Instant deadline,
            BatchLookup memory,
            OnMiss onMiss) {
        try (RenditionRequest work = work(source, profiles, listener, deadline)) {
            ResultCollector results = new ResultCollector(work, clock, this::id);
            List<MissingRendition> missing = new ArrayList<>();
            for (Profile profile : profiles) {
                results.attempt(profile, () -> {
                    Optional<MissingRendition> wanted = wanted(work, profile, memory, results);
                    wanted.ifPresent(missing::add);
                });
            }
            results.attempt(() -> onMiss.make(work, missing, results));
            List<RenditionResult> ended = results.inOrder(profiles);
            ended.forEach(this::count);
            return ended;
        }
    }

    private void count(RenditionResult result) {
        String profile = result.profile().name();
        if (result.outcome() == Outcome.COALESCED) {
            tally.add(profile, LookupMetric.COALESCED);
        }
        result.wasted().ifPresent(time -> tally.addWasted(profile, time));
    }

    /** The time spent on encodes of which nothing was kept, since this service was made, for each profile that has any. */
    public Map<String, Duration> wasted() {
        return tally.wasted();
    }

    private RenditionRequest work(Source source, List<Profile> profiles, RenditionListener listener, Instant deadline) {
        return new RenditionRequest(
                source, profiles, workspace, transcoder, index, listener, deadline, limits.source());
    }

    /** What there is without reading the source. */
    private Optional<Resolution> known(RenditionRequest work, Profile profile, BatchLookup memory) {
        return work.content()
                .or(work::knownContent)
                .flatMap(content -> lookup.find(key(content, profile), profile, memory));
    }

    /** What is to be made; empty if there is an answer without that. */
    private Optional<MissingRendition> wanted(
            RenditionRequest work, Profile profile, BatchLookup memory, ResultCollector results) {
        Optional<Resolution> found = known(work, profile, memory);
        Optional<ContentHash> known = work.content();
        if (found.isPresent()) {
            results.answered(profile, found.get());
            return Optional.empty();
        }
        RenditionKey key = key(work.spooled().content(), profile);
        if (!known.equals(Optional.of(key.content()))) {
            found = lookup.find(key, profile, memory);
            if (found.isPresent()) {
                results.answered(profile, found.get());
                return Optional.empty();
            }
        }
        Plan plan = plan(work, key, profile);
        if (plan instanceof Plan.NotApplicable n) {
            failures.record(work, key, n);
            results.answered(profile, Resolution.without(Outcome.NOT_APPLICABLE, n.reason()));
            return Optional.empty();
        }
        return Optional.of(wanted(work, key, (Plan.Make) plan));
    }

    /** What is refused for what its headers show is remembered too. */
    private MissingRendition wanted(RenditionRequest work, RenditionKey key, Plan.Make plan) {
        try {
            return work.wanted(key, plan);
        } catch (MediaException e) {
            throw failures.record(work, key, e);
        }
    }

    /** What can't even be probed is remembered too, so that it need not be read again to be refused again. */
    private Plan plan(RenditionRequest work, RenditionKey key, Profile profile) {
        try {
            return work.plan(profile);
        } catch (MediaException e) {
            throw failures.record(work, key, e);
        }
    }

    private BatchLookup memory(List<Profile> profiles, FailurePolicy known, boolean makes) {
        BatchLookup.Failures mode = switch (known) {
            case ANSWER -> BatchLookup.Failures.ANSWER;
            case ANSWER_ALL -> BatchLookup.Failures.ANSWER_ALL;
            case RETRY -> makes ? BatchLookup.Failures.FORGET : BatchLookup.Failures.PASS_BY;
        };
        return new BatchLookup(
                index,
                content ->
                        profiles.stream().map(profile -> key(content, profile)).toList(),
                mode);
    }

    private RenditionKey key(ContentHash content, Profile profile) {
        return new RenditionKey(content, id(profile));
    }

    private ProfileId id(Profile profile) {
        return ids.computeIfAbsent(profile, Profile::id);
    }

    /** Stops renewing leases. Calls that are under way go on; interrupt their threads to end them. */
    @Override
    public void close() {
        maker.close();
    }

    /** What is done for renditions that exist nowhere. */
    @FunctionalInterface
    private interface OnMiss {
        void make(RenditionRequest work, List<MissingRendition> missing, ResolutionSink answers)
                throws InterruptedException;
    }
}
