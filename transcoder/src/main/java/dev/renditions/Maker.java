package dev.renditions;

import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Has a rendition made once: by one thread of this process, and by one process among all that share the index. Those who
 * come second wait for the first and take what it made; if it dies, one of them takes over when its lease ends.
 */
final class Maker implements AutoCloseable {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    /** With its jitter, and a lease of the usual length, one who dies is followed within 30 s. */
    static final Duration LAST_POLL = Duration.ofSeconds(1);

    private final TolerantIndex index;
    private final Lookup lookup;
    private final Production production;
    private final Limits limits;
    private final Timing timing;
    private final SingleFlight<RenditionKey, Answer> flights = new SingleFlight<>(Maker::concernsOnlyOneCaller);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease-renewal");
        thread.setDaemon(true);
        return thread;
    });

    Maker(TolerantIndex index, Lookup lookup, Production production, Limits limits, Timing timing) {
        this.index = index;
        this.lookup = lookup;
        this.production = production;
        this.limits = limits;
        this.timing = timing;
    }

    /** What became of a rendition that was not there a moment ago. */
    Answer make(Work work, RenditionKey key, Plan.Encode plan) throws InterruptedException {
        try {
            Duration patience = work.within(limits, timing.clock()).patience();
            return flights.run(key, () -> lead(work, key, plan), Answer::shared, patience);
        } catch (TimeoutException e) {
            throw busy(work, key);
        }
    }

    /** A leader's file that changed, its full disk or its deadline say nothing of those who wait with the same bytes. */
    private static boolean concernsOnlyOneCaller(RuntimeException e) {
        return e instanceof SourceException
                || e instanceof BusyException
                || (e instanceof MediaException m && m.isTransient());
    }

    /** For the one thread of this process that works on the key. */
    private Answer lead(Work work, RenditionKey key, Plan.Encode plan) throws InterruptedException {
        Instant begin = timing.clock().instant();
        Duration patience = work.within(limits, timing.clock()).patience();
        Duration poll = FIRST_POLL;
        while (true) {
            Limits now = work.within(limits, timing.clock());
            TolerantIndex.Attempt attempt = index.tryLease(key, now.lease());
            if (attempt instanceof TolerantIndex.Held held) {
                return holding(held.lease(), work, key, plan, now);
            }
            if (attempt instanceof TolerantIndex.Unguarded) {
                // Without leases too, another of this process may have published between our look and our turn.
                Optional<Answer> meanwhile = lookup.findMeanwhile(key, plan.profile());
                if (meanwhile.isPresent()) {
                    return meanwhile.get().shared();
                }
                ObjectStore.Publication publication = produce(work, key, plan, now);
                index.record(
                        key, publication.rendition().location(), plan.profile().ttl());
                return answer(publication);
            }
            if (Elapsed.since(begin, timing.clock()).compareTo(patience) >= 0) {
                throw busy(work, key);
            }
            // Jittered, so that many who wait do not ask at once.
            timing.pause().pause(jittered(poll, timing.random()));
            poll = poll.compareTo(LAST_POLL) < 0 ? poll.multipliedBy(2) : LAST_POLL;
            Optional<Answer> made = lookup.findMeanwhile(key, plan.profile());
            if (made.isPresent()) {
                return made.get().shared();
            }
        }
    }

    /** Half to one and a half times as long. */
    static Duration jittered(Duration poll, RandomGenerator random) {
        return Duration.ofMillis((long) (poll.toMillis() * (0.5 + random.nextDouble())));
    }

    private Answer holding(Lease lease, Work work, RenditionKey key, Plan.Encode plan, Limits now) {
        LeaseKeeper keeper = new LeaseKeeper(
                index,
                lease,
                now.lease(),
                () -> work.within(limits, timing.clock()).lease(),
                timer);
        try {
            // Between our look and our lease another worker may have published and let go.
            Optional<Answer> meanwhile = lookup.findMeanwhile(key, plan.profile());
            if (meanwhile.isPresent()) {
                return meanwhile.get().shared();
            }
            ObjectStore.Publication publication = produce(work, key, plan, now);
            keeper.stop()
                    .ifPresent(held -> index.publish(
                            held,
                            publication.rendition().location(),
                            plan.profile().ttl()));
            return answer(publication);
        } finally {
            keeper.stop().ifPresent(index::release);
        }
    }

    private ObjectStore.Publication produce(Work work, RenditionKey key, Plan.Encode plan, Limits now) {
        try {
            ObjectStore.Publication publication = production.make(work, key, plan, now.encode());
            lookup.seen(key, publication.rendition().location());
            return publication;
        } catch (MediaException e) {
            if (!e.isTransient()) {
                index.recordFailure(key, RememberedFailure.of(e), RememberedFailure.TTL);
            }
            throw e;
        }
    }

    private static Answer answer(ObjectStore.Publication publication) {
        // Nothing is saved where another was first: the encode was spent all the same.
        return Answer.spent(
                publication.ours() ? Outcome.ENCODED : Outcome.COALESCED,
                publication.rendition().location());
    }

    private BusyException busy(Work work, RenditionKey key) {
        return new BusyException(
                "another worker is still making " + key.profile().name() + " of "
                        + work.source().name() + "; ask again in "
                        + limits.lease().toSeconds() + " s",
                limits.lease());
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
