package dev.renditions;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.plan.Plan;
import dev.renditions.plan.Planner;
import dev.renditions.profile.Profile;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every source the renditions that are asked for, and encodes only those that nobody has encoded before: hash, look
 * up, lease, transcode, prove, store, record. Safe for use by many threads at once; each call works on its caller's thread,
 * and an interrupt ends it with a {@link CancellationException}.
 */
public final class RenditionService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RenditionService.class);

    private final Transcoder transcoder;
    private final Workspace workspace;
    private final Clock clock;
    private final Tally tally = new Tally();
    private final TolerantIndex index;
    private final Lookup lookup;
    private final Maker maker;
    /** Each is worked out once: that takes a hash of all its settings. */
    private final ConcurrentMap<Profile, ProfileId> ids = new ConcurrentHashMap<>();

    /** A service over these parts, which stay the caller's to close. */
    public RenditionService(
            ArtifactIndex index,
            ObjectStore store,
            Transcoder transcoder,
            Workspace workspace,
            Limits limits,
            Timing timing) {
        this.index = new TolerantIndex(index, timing.random(), tally);
        this.transcoder = transcoder;
        this.workspace = workspace;
        this.clock = timing.clock();
        this.lookup = new Lookup(this.index, store, new Verified(limits.verified(), Ticker.systemTicker()), tally);
        this.maker = new Maker(this.index, lookup, new Production(store, transcoder, clock), limits, timing);
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
        return each(source, profiles, listener, deadline, maker::make);
    }

    /** What {@link #render} would answer, without encoding anything: {@link Outcome#PLANNED} is what it would encode. */
    public List<RenditionResult> preview(Source source, List<Profile> profiles) {
        return each(
                source,
                profiles,
                RenditionListener.NONE,
                Instant.MAX,
                (work, key, plan) -> Answer.without(Outcome.PLANNED, "it would be encoded"));
    }

    /** What was counted since this service was made, for each profile apart; {@code -} is what belongs to none. */
    public Map<String, Map<Count, Long>> counts() {
        return tally.snapshot();
    }

    private List<RenditionResult> each(
            Source source, List<Profile> profiles, RenditionListener listener, Instant deadline, OnMiss onMiss) {
        List<RenditionResult> results = new ArrayList<>();
        try (Work work = new Work(source, workspace, transcoder, index, listener, deadline)) {
            for (Profile profile : profiles) {
                RenditionResult result = report(work, profile, () -> answer(work, profile, onMiss));
                results.add(result);
                listener.finished(result);
            }
        }
        return results;
    }

    private Answer answer(Work work, Profile profile, OnMiss onMiss) throws InterruptedException {
        Optional<ContentHash> known = work.content().or(work::knownContent);
        Optional<Answer> found = known.flatMap(content -> lookup.find(key(content, profile), profile));
        if (found.isPresent()) {
            return found.get();
        }
        RenditionKey key = key(work.spooled().content(), profile);
        if (!known.equals(Optional.of(key.content()))) {
            found = lookup.find(key, profile);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Plan plan = plan(work, key, profile);
        if (plan instanceof Plan.NotApplicable n) {
            index.recordFailure(key, RememberedFailure.of(n), RememberedFailure.TTL);
            return Answer.without(Outcome.NOT_APPLICABLE, n.reason());
        }
        Answer made = onMiss.answer(work, key, (Plan.Encode) plan);
        if (made.outcome() == Outcome.COALESCED) {
            tally.add(profile.name(), Count.COALESCED);
        }
        return made;
    }

    /** What can't even be probed is remembered too, so that it need not be read again to be refused again. */
    private Plan plan(Work work, RenditionKey key, Profile profile) {
        try {
            return Planner.plan(work.media(), profile);
        } catch (MediaException e) {
            if (!e.isTransient()) {
                index.recordFailure(key, RememberedFailure.of(e), RememberedFailure.TTL);
            }
            throw e;
        }
    }

    private RenditionKey key(ContentHash content, Profile profile) {
        return new RenditionKey(content, id(profile));
    }

    private ProfileId id(Profile profile) {
        return ids.computeIfAbsent(profile, Profile::id);
    }

    /** Turns an answer, or what was thrown instead of one, into a result. */
    private RenditionResult report(Work work, Profile profile, SingleFlight.Job<Answer> job) {
        Source source = work.source();
        Instant begin = clock.instant();
        Answer answer;
        Optional<RuntimeException> failure = Optional.empty();
        try {
            answer = job.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled: " + profile.name() + " of " + source.name());
        } catch (CancellationException e) {
            throw e;
        } catch (RenditionException e) {
            answer = Answer.without(Outcome.FAILED, String.valueOf(e.getMessage()));
            failure = Optional.of(e);
        } catch (RuntimeException e) {
            LOG.error("{} of {} failed for a reason that nobody foresaw", profile.name(), source.name(), e);
            answer = Answer.without(Outcome.FAILED, "an error in Renditions itself: " + e);
            failure = Optional.of(e);
        }
        return new RenditionResult(
                source.name(),
                work.content(),
                id(profile),
                answer.outcome(),
                answer.location(),
                Elapsed.since(begin, clock),
                answer.saved(),
                answer.reason(),
                failure);
    }

    /** Stops renewing leases. Calls that are under way go on; interrupt their threads to end them. */
    @Override
    public void close() {
        maker.close();
    }

    /** What is done for a rendition that exists nowhere. */
    @FunctionalInterface
    private interface OnMiss {
        Answer answer(Work work, RenditionKey key, Plan.Encode plan) throws InterruptedException;
    }
}
