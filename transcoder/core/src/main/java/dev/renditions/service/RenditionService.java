package dev.renditions.service;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.api.Ending;
import dev.renditions.api.LookupMetric;
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
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.service.encode.EncodeAndPublish;
import dev.renditions.service.encode.EncodeOnce;
import dev.renditions.service.encode.RenditionLeases;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.service.index.VerifiedLocations;
import dev.renditions.service.lookup.BatchLookup;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.service.lookup.FailureRecorder;
import dev.renditions.service.lookup.Lookup;
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
    private final RenditionFinder finder;
    private final RequestLimits limits;
    private final EncodeOnce encodeOnce;

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
        this.index = FailSoftIndex.of(index, timing.random(), tally);
        this.transcoder = transcoder;
        this.workspace = workspace;
        this.clock = timing.clock();
        this.limits = limits;
        VerifiedLocations verified = new VerifiedLocations(limits.verified(), Ticker.systemTicker());
        Lookup lookup = new Lookup(
                this.index.locations(),
                this.index.failures(),
                this.index.renditions(),
                store,
                verified,
                tally,
                limits.source());
        FailureRecorder failures = new FailureRecorder(this.index.failures(), transcoder, limits.source(), clock);
        this.finder = new RenditionFinder(lookup, failures);
        RenditionLeases leasesOfBoth = new RenditionLeases(this.index.leases(), this.index.renditions(), leases, tally);
        EncodeAndPublish encoding = new EncodeAndPublish(store, transcoder, clock);
        this.encodeOnce = new EncodeOnce(leasesOfBoth, lookup, encoding, failures, limits, timing);
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
        return each(source, profiles, listener, deadline, finder.memory(profiles, known, true), encodeOnce::encode);
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
        try (RenditionRequest request = request(source, profiles, RenditionListener.NONE, Instant.MAX)) {
            ResultCollector results = new ResultCollector(request, clock, finder::id);
            return finder.find(request, profile, finder.memory(profiles, known, true))
                    .map(ending -> results.ended(profile, ending));
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
                finder.memory(profiles, known, false),
                (request, missing, ends) -> missing.forEach(rendition ->
                        ends.ended(rendition, new Ending.NotMade(Outcome.PLANNED, wouldBe(rendition.plan())))));
    }

    private static String wouldBe(Plan.Make plan) {
        if (!plan.encodes()) {
            return "it would be remuxed";
        }
        if (plan.copies()) {
            return plan.copiesPicture()
                    ? "its video would be copied, its audio encoded"
                    : "its video would be encoded, its audio copied";
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
        try (RenditionRequest request = request(source, profiles, listener, deadline)) {
            ResultCollector results = new ResultCollector(request, clock, finder::id);
            List<MissingRendition> missing = new ArrayList<>();
            for (Profile profile : profiles) {
                RenditionFinder.Finding finding = finder.findOrPlan(request, profile, memory);
                if (finding instanceof RenditionFinder.Missing found) {
                    results.missed(profile);
                    missing.add(found.rendition());
                } else if (finding instanceof RenditionFinder.Ended ended) {
                    results.ended(profile, ended.ending());
                }
            }
            onMiss.handle(request, missing, results);
            List<RenditionResult> ended = results.inOrder(profiles);
            ended.forEach(this::count);
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled: renditions of " + source.name());
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

    private RenditionRequest request(
            Source source, List<Profile> profiles, RenditionListener listener, Instant deadline) {
        return new RenditionRequest(
                source,
                profiles,
                workspace,
                transcoder,
                index.contentHashes(),
                index.analyses(),
                listener,
                deadline,
                limits.source());
    }

    /** Stops renewing leases. Calls that are under way go on; interrupt their threads to end them. */
    @Override
    public void close() {
        encodeOnce.close();
    }

    /** What is done for renditions that exist nowhere. */
    @FunctionalInterface
    private interface OnMiss {
        void handle(RenditionRequest request, List<MissingRendition> missing, Ending.Sink ends)
                throws InterruptedException;
    }
}
