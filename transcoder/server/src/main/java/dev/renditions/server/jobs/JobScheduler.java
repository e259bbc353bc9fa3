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
 * Makes missing renditions on this machine. A limited number of sources is processed at once; others wait in a bounded
 * queue, and further ones are refused. All profiles of a source that are requested before its turn, or shortly after
 * each other, are made together. Thread-safe.
 */
public final class JobScheduler implements OnDemand, AutoCloseable {
    /** Clients that want several profiles of a source send several requests in quick succession. */
    private static final Duration GATHER = Duration.ofMillis(100);

    /** How long a failure that is recorded nowhere else is returned to new requests. */
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
    /** Guards the two maps, and the tasks of jobs that have not started. */
    private final Object lock = new Object();

    private final Map<Wish, PendingRendition> underWay = new HashMap<>();
    private final Map<SourceName, SourceJob> waiting = new HashMap<>();
    private boolean closed;

    /**
     * Starts the workers, without jobs.
     *
     * @param sources opens a source by name; throws what {@link OnDemand#find} may throw
     * @param service makes renditions; the caller closes it
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
        RenditionStatus standing = RenditionStatuses.ofLook(known.get());
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

    /** The renditions that are waiting or being made, in no order. */
    public List<JobState> states() {
        synchronized (lock) {
            return underWay.values().stream().map(PendingRendition::state).toList();
        }
    }

    /** The number of sources in the queue. */
    public int queued() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** The number of requests that wait for a rendition. */
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
                    429, waiting.size() + " sources are waiting already; try again later", ROOM_EXPECTED));
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
            abandon(job, new IllegalStateException("a job ended without a result for each rendition"));
        }
    }

    private void ended(PendingRendition task, RenditionResult result) {
        Wish wish = new Wish(task.source(), task.profile());
        if (result.location().isEmpty()) {
            failures.put(wish, RenditionStatuses.of(result));
        }
        forget(wish);
        task.end(result);
        listener.ended(task.source(), result);
    }

    /** Renditions that already have a result keep it. */
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
        return new ApiException(Problem.later(503, "this server is stopping; try again", ROOM_EXPECTED));
    }

    /**
     * Accepts no more requests, and stops the jobs; their encoders, temporary files and leases are removed. Waits for
     * that ten seconds at most. Waiting requests fail with 503.
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
                LOG.warn("jobs are still running {} s after they were cancelled", GRACE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Limits.
     *
     * @param workers how many sources are processed at once
     * @param queue how many sources may wait
     * @param waiters how many requests may wait for a rendition; each occupies a thread, and further ones return at
     *     once
     */
    public record Bounds(int workers, int queue, int waiters) {}

    /** A requested rendition. */
    private record Wish(SourceName source, Profile profile) {}
}
