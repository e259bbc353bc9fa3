package dev.renditions.server.jobs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.api.SourceName;
import dev.renditions.http.OnDemand;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import dev.renditions.service.RenditionService;
import dev.renditions.service.lookup.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes on this machine what is asked for and missing: some sources at a time, the others wait, and more than a bounded
 * number of them is refused. All profiles of one source that are asked for before its turn comes, or within a moment, are
 * made together. Safe for use by many threads.
 */
public final class JobScheduler implements OnDemand, AutoCloseable {
    /** Who wants several profiles of a source sends several requests, right after each other. */
    private static final Duration GATHER = Duration.ofMillis(100);

    /** How long a failure that nobody else remembers is told to who asks again. */
    private static final Duration FAILURES_KEPT = Duration.ofSeconds(5);

    private static final Duration ROOM_EXPECTED = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int MOST_FAILURES = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    private final Function<SourceName, Source> sources;
    private final RenditionService service;
    private final JobListener listener;
    private final Bounds bounds;
    private final ScheduledThreadPoolExecutor pool;
    private final Semaphore waiters;
    private final Cache<Wish, RenditionStatus> failures = Caffeine.newBuilder()
            .maximumSize(MOST_FAILURES)
            .expireAfterWrite(FAILURES_KEPT)
            .build();
    /** Guards the two maps, and what is in the jobs that have not begun. */
    private final Object lock = new Object();

    private final Map<Wish, PendingRendition> underWay = new HashMap<>();
    private final Map<SourceName, SourceJob> waiting = new HashMap<>();
    private boolean closed;

    /**
     * Nothing to do yet.
     *
     * @param sources opens what is named; throws what {@link OnDemand#find} may throw
     * @param service makes renditions; stays the caller's to close
     */
    public JobScheduler(
            Function<SourceName, Source> sources, RenditionService service, JobListener listener, Bounds bounds) {
        this.sources = sources;
        this.service = service;
        this.listener = listener;
        this.bounds = bounds;
        this.waiters = new Semaphore(bounds.waiters());
        this.pool = new ScheduledThreadPoolExecutor(bounds.workers());
    }

    @Override
    public RenditionStatus find(SourceName source, Profile profile) {
        Wish wish = new Wish(source, profile);
        PendingRendition task = underWay(wish);
        if (task != null) {
            return task.standing();
        }
        Optional<RenditionResult> known = service.find(sources.apply(source), profile);
        if (known.isEmpty()) {
            RenditionStatus failure = failures.getIfPresent(wish);
            return failure == null ? new RenditionStatus.Missing() : failure;
        }
        RenditionStatus standing = Standings.ofLook(known.get());
        if (standing instanceof RenditionStatus.Ready ready) {
            listener.found(profile, ready);
        }
        return standing;
    }

    @Override
    public RenditionStatus make(SourceName source, Profile profile, Duration wait, FailurePolicy known)
            throws InterruptedException {
        Wish wish = new Wish(source, profile);
        if (known == FailurePolicy.RETRY) {
            failures.invalidate(wish);
        }
        PendingRendition task = taskFor(wish, known);
        if (wait.isZero() || !waiters.tryAcquire()) {
            return task.hasEnded() ? task.await(Duration.ZERO) : task.standing();
        }
        try {
            return task.await(wait);
        } finally {
            waiters.release();
        }
    }

    /** What is on its way, in no order. */
    public List<JobState> states() {
        synchronized (lock) {
            return underWay.values().stream().map(PendingRendition::state).toList();
        }
    }

    /** How many sources wait for their turn. */
    public int queued() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** How many requests wait for a rendition. */
    public int waiting() {
        return bounds.waiters() - waiters.availablePermits();
    }

    private @Nullable PendingRendition underWay(Wish wish) {
        synchronized (lock) {
            return underWay.get(wish);
        }
    }

    private PendingRendition taskFor(Wish wish, FailurePolicy retry) {
        PendingRendition task;
        synchronized (lock) {
            PendingRendition known = underWay.get(wish);
            if (known != null) {
                return known;
            }
            if (closed) {
                throw stopping();
            }
            task = new PendingRendition(wish.source(), wish.profile());
            jobFor(wish.source()).add(task, retry);
            underWay.put(wish, task);
        }
        listener.moved(task.state());
        return task;
    }

    private SourceJob jobFor(SourceName source) {
        SourceJob known = waiting.get(source);
        if (known != null) {
            return known;
        }
        if (waiting.size() >= bounds.queue()) {
            throw new ApiException(Problem.later(
                    429, waiting.size() + " sources wait to be worked on already; ask again later", ROOM_EXPECTED));
        }
        SourceJob job = new SourceJob(source, listener, this::ended);
        try {
            ScheduledFuture<?> unused = pool.schedule(() -> run(job), GATHER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw stopping();
        }
        waiting.put(source, job);
        return job;
    }

    private void run(SourceJob job) {
        synchronized (lock) {
            waiting.remove(job.source());
        }
        try {
            job.begin();
            service.render(sources.apply(job.source()), job.profiles(), job, Instant.MAX, job.known());
        } catch (CancellationException e) {
            abandon(job, stopping());
        } catch (RuntimeException e) {
            LOG.debug("a job ends", e);
            abandon(job, e);
        } finally {
            abandon(job, new IllegalStateException("a job ended without an end for each rendition"));
        }
    }

    private void ended(PendingRendition task, RenditionResult result) {
        Wish wish = new Wish(task.source(), task.profile());
        if (result.location().isEmpty()) {
            failures.put(wish, Standings.of(result));
        }
        forget(wish);
        task.end(result);
        listener.ended(task.source(), result);
    }

    /** Those that have had their result keep it. */
    private void abandon(SourceJob job, RuntimeException reason) {
        for (PendingRendition task : job.tasks()) {
            if (!task.hasEnded()) {
                forget(new Wish(task.source(), task.profile()));
                task.fail(reason);
            }
        }
    }

    private void forget(Wish wish) {
        synchronized (lock) {
            underWay.remove(wish);
        }
    }

    private static ApiException stopping() {
        return new ApiException(Problem.later(503, "this server is stopping; ask again", ROOM_EXPECTED));
    }

    /**
     * Takes no more, and ends what is under way with its encoders, its temporary files and its leases gone; waits ten seconds
     * for that at most. Who waits learns that the server stops.
     */
    @Override
    public void close() {
        List<SourceJob> never;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            never = List.copyOf(waiting.values());
            waiting.clear();
        }
        pool.shutdownNow();
        never.forEach(job -> abandon(job, stopping()));
        try {
            if (!pool.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("jobs are still under way {} s after they were told to end", GRACE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How much is taken on at once.
     *
     * @param workers sources that are worked on at a time
     * @param queue sources that may wait for their turn
     * @param waiters requests that may wait for a rendition, each of which keeps a thread; the others are told to come again
     */
    public record Bounds(int workers, int queue, int waiters) {}

    /** What somebody asks for. */
    private record Wish(SourceName source, Profile profile) {}
}
