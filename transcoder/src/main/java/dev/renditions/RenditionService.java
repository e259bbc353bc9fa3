package dev.renditions;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.RenditionKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
    private final Lookup lookup;
    private final Maker maker;

    /** A service over these parts, which stay the caller's to close. */
    public RenditionService(
            ArtifactIndex index,
            ObjectStore store,
            Transcoder transcoder,
            Workspace workspace,
            Limits limits,
            Timing timing) {
        TolerantIndex tolerant = new TolerantIndex(index, timing.random());
        this.transcoder = transcoder;
        this.workspace = workspace;
        this.clock = timing.clock();
        this.lookup = new Lookup(tolerant, store);
        this.maker = new Maker(tolerant, lookup, new Production(store, transcoder, clock), limits, timing);
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
     * @param deadline when everything must have ended: encodes, waiting, and leases, so that one who dies then leaves none
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

    private List<RenditionResult> each(
            Source source, List<Profile> profiles, RenditionListener listener, Instant deadline, OnMiss onMiss) {
        List<RenditionResult> results = new ArrayList<>();
        try (Workspace.Folder folder = workspace.open()) {
            Spooled spooled = source.spool(folder.path());
            Work work = new Work(source, spooled, folder, transcoder, listener, deadline);
            for (Profile profile : profiles) {
                results.add(report(source, Optional.of(spooled), profile, () -> answer(work, profile, onMiss)));
                listener.finished(results.get(results.size() - 1));
            }
        } catch (RenditionException e) {
            // Only opening and spooling throw to here: no profile has had its turn.
            for (Profile profile : profiles) {
                results.add(report(source, Optional.empty(), profile, () -> {
                    throw e;
                }));
                listener.finished(results.get(results.size() - 1));
            }
        }
        return results;
    }

    private Answer answer(Work work, Profile profile, OnMiss onMiss) throws InterruptedException {
        RenditionKey key = new RenditionKey(work.spooled().content(), profile.id());
        Optional<Answer> known = lookup.find(key, profile);
        if (known.isPresent()) {
            return known.get();
        }
        Plan plan = Planner.plan(work.media(), profile);
        return plan instanceof Plan.NotApplicable n
                ? Answer.without(Outcome.NOT_APPLICABLE, n.reason())
                : onMiss.answer(work, key, (Plan.Encode) plan);
    }

    /** Turns an answer, or what was thrown instead of one, into a result. */
    private RenditionResult report(
            Source source, Optional<Spooled> spooled, Profile profile, SingleFlight.Job<Answer> job) {
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
                spooled.map(Spooled::content),
                profile.id(),
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
