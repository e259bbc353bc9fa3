package dev.renditions.service;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.api.Ending;
import dev.renditions.api.LookupMetric;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.api.track.Explanation;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Profile;
import dev.renditions.service.analysis.RememberedAnalyses;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Returns the requested renditions of a source, and encodes only those that do not exist yet. The steps are: hash, look up,
 * lease, transcode, verify, store, record. Thread-safe. Each call works on its caller's thread, and an interrupt ends it with a
 * {@link CancellationException}.
 */
public final class RenditionService implements AutoCloseable {
    private final Transcoder transcoder;
    private final Workspace workspace;
    private final Clock clock;
    private final LookupCounters counters = new LookupCounters();
    private final FailSoftIndex index;
    private final RenditionFinder finder;
    private final RequestLimits limits;
    private final EncodeAndPublish encoding;
    private final EncodeOnce encodeOnce;
    private final UpToDateEncodes encodes;
    private final RememberedAnalyses analyses;

    /** A service without leases in the store: while the index does not answer, other workers may encode the same renditions. */
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
     * A service that uses these parts. The caller closes them.
     *
     * @param leases the leases of that store, which are used if the index does not answer or is not shared
     */
    public RenditionService(
            ArtifactIndex index,
            ObjectStore store,
            Optional<StoreLeases> leases,
            Transcoder transcoder,
            Workspace workspace,
            RequestLimits limits,
            Timing timing) {
        this(index, store, leases, List.of(), transcoder, workspace, limits, timing);
    }

    /** The same for a store that may have renditions of these profiles that an earlier version published. */
    public RenditionService(
            ArtifactIndex index,
            ObjectStore store,
            Optional<StoreLeases> leases,
            Collection<Profile> profiles,
            Transcoder transcoder,
            Workspace workspace,
            RequestLimits limits,
            Timing timing) {
        this.index = FailSoftIndex.of(index, timing.random(), counters);
        this.transcoder = transcoder;
        this.analyses = new RememberedAnalyses(this.index.analyses(), store.analyses(), transcoder::analyzer);
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
                counters,
                limits.source());
        FailureRecorder failures = new FailureRecorder(this.index.failures(), transcoder, limits.source(), clock);
        this.finder = new RenditionFinder(lookup, failures);
        RenditionLeases leasesOfBoth =
                new RenditionLeases(this.index.leases(), this.index.renditions(), leases, counters);
        this.encoding = new EncodeAndPublish(
                store, transcoder, this.index.tracks(), leasesOfBoth, profiles, counters, limits, timing);
        this.encodeOnce = new EncodeOnce(leasesOfBoth, lookup, encoding, failures, limits, timing);
        this.encodes = new UpToDateEncodes(finder, encodeOnce);
    }

    /**
     * Makes the renditions of one source. Returns one result for each profile, in the order of the profiles. A failure of one
     * profile is in its result and does not stop the others.
     */
    public List<RenditionResult> render(Source source, List<Profile> profiles, RenditionListener listener) {
        return render(source, profiles, listener, Instant.MAX);
    }

    /**
     * The same with a deadline.
     *
     * @param deadline bounds encodes, waiting and leases, so that no lease is left if the caller is stopped then. Reading a
     *     source and publishing have their own limits
     */
    public List<RenditionResult> render(
            Source source, List<Profile> profiles, RenditionListener listener, Instant deadline) {
        return render(source, profiles, listener, deadline, FailurePolicy.ANSWER);
    }

    /**
     * The same for a caller that may want failed renditions to be retried.
     *
     * @param known how recorded failures are handled
     */
    public List<RenditionResult> render(
            Source source, List<Profile> profiles, RenditionListener listener, Instant deadline, FailurePolicy known) {
        BatchLookup memory = finder.memory(profiles, known, true);
        RenditionRequest begun = request(source, profiles, listener, deadline, analyses);
        return each(
                begun, profiles, memory, (request, missing, ends) -> encodes.encode(request, missing, memory, ends));
    }

    /**
     * What is known of a rendition without reading its source: its location, that the profile does not apply, or why it failed.
     * Encodes nothing.
     *
     * @return empty if it is in neither index nor store, or if the source would have to be read to find it
     */
    public Optional<RenditionResult> find(Source source, Profile profile) {
        return find(source, profile, FailurePolicy.ANSWER);
    }

    /**
     * The same for a caller that may want it to be retried, or that lets another worker encode it.
     *
     * @param known how recorded failures are handled
     */
    public Optional<RenditionResult> find(Source source, Profile profile, FailurePolicy known) {
        List<Profile> profiles = List.of(profile);
        try (RenditionRequest request = request(source, profiles, RenditionListener.NONE, Instant.MAX, analyses)) {
            ResultCollector results = new ResultCollector(request, clock, finder::id);
            return finder.find(request, profile, finder.memory(profiles, known, true))
                    .map(ending -> results.ended(profile, ending));
        }
    }

    /** What {@link #render} would return, without encoding: {@link Outcome#PLANNED} marks what it would encode. */
    public List<RenditionResult> preview(Source source, List<Profile> profiles) {
        return preview(source, profiles, FailurePolicy.ANSWER);
    }

    /**
     * The same for a caller that may want failed renditions to be retried.
     *
     * @param known how recorded failures would be handled; this call evicts none
     */
    public List<RenditionResult> preview(Source source, List<Profile> profiles, FailurePolicy known) {
        return each(
                request(source, profiles, RenditionListener.NONE, Instant.MAX, analyses.withoutStoring()),
                profiles,
                finder.memory(profiles, known, false),
                (request, missing, ends) ->
                        missing.forEach(rendition -> ends.ended(rendition, Ending.NotMade.planned(rendition.plan()))));
    }

    /**
     * What a rendition of a source is made of, whether it exists or not. Encodes nothing, and reads the source only if its hash or
     * its analyses are unknown, or to decide whether a missing track is encoded in segments.
     *
     * @throws RenditionException if the source or the store can't be read
     */
    public Explanation explain(Source source, Profile profile) {
        try (RenditionRequest request =
                request(source, List.of(profile), RenditionListener.NONE, Instant.MAX, analyses.withoutStoring())) {
            return new RenditionExplainer(finder, encoding).explain(request, profile);
        }
    }

    /** The counters since this service was created, by profile; {@code -} has those that belong to no profile. */
    public Map<String, Map<LookupMetric, Long>> counts() {
        return counters.snapshot();
    }

    private List<RenditionResult> each(
            RenditionRequest begun, List<Profile> profiles, BatchLookup memory, OnMiss onMiss) {
        try (RenditionRequest request = begun) {
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
            throw new CancellationException(
                    "cancelled: renditions of " + begun.source().name());
        }
    }

    private void count(RenditionResult result) {
        String profile = result.profile().name();
        if (result.outcome() == Outcome.COALESCED) {
            counters.add(profile, LookupMetric.COALESCED);
        }
        result.wasted().ifPresent(time -> counters.addWasted(profile, time));
    }

    /** The time spent on encodes whose outputs were not kept, since this service was created, by profile. */
    public Map<String, Duration> wasted() {
        return counters.wasted();
    }

    /** The encode time saved by tracks that were copied, since this service was created, by profile. */
    public Map<String, Duration> savedByTracks() {
        return counters.savedByTracks();
    }

    private RenditionRequest request(
            Source source,
            List<Profile> profiles,
            RenditionListener listener,
            Instant deadline,
            RememberedAnalyses analyses) {
        return new RenditionRequest(
                source,
                profiles,
                workspace,
                transcoder,
                index.contentHashes(),
                analyses,
                listener,
                deadline,
                limits.source());
    }

    /** Stops renewing leases. Running calls continue; interrupt their threads to end them. */
    @Override
    public void close() {
        encodeOnce.close();
    }

    /** Handles renditions that do not exist yet. */
    @FunctionalInterface
    private interface OnMiss {
        void handle(RenditionRequest request, List<MissingRendition> missing, Ending.Sink ends)
                throws InterruptedException;
    }
}
