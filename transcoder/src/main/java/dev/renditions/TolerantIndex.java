package dev.renditions;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index as the service needs it: an outage is no failure, only a memory that is empty and leases that guard nothing. It
 * is said once when it begins and once when it ends. Safe for use by many threads.
 */
final class TolerantIndex {
    private static final Logger LOG = LoggerFactory.getLogger(TolerantIndex.class);

    /** The part of a time to live that is left to chance, so that what was made together does not end together. */
    private static final double JITTER = 0.1;

    private final ArtifactIndex index;
    private final RandomGenerator random;
    private final AtomicBoolean out = new AtomicBoolean();

    TolerantIndex(ArtifactIndex index, RandomGenerator random) {
        this.index = index;
        this.random = random;
    }

    Optional<RenditionLocation> find(RenditionKey key) {
        return ask(() -> index.find(key), Optional.empty());
    }

    void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        ask(
                () -> {
                    index.record(key, location, jittered(ttl));
                    return true;
                },
                false);
    }

    void evict(RenditionKey key) {
        ask(() -> index.evict(key), false);
    }

    Attempt tryLease(RenditionKey key, Duration ttl) {
        return ask(() -> index.tryLease(key, ttl).<Attempt>map(Held::new).orElse(Busy.INSTANCE), Unguarded.INSTANCE);
    }

    /** The lease with its new end; the lease as it was if the index does not answer; empty if somebody else may have it. */
    Optional<Lease> renew(Lease lease, Duration ttl) {
        return ask(() -> index.renew(lease, ttl), Optional.of(lease));
    }

    void publish(Lease lease, RenditionLocation location, Duration ttl) {
        ask(() -> index.publish(lease, location, jittered(ttl)), false);
    }

    /** Done by a thread that was told to stop, too: an index need not ask for it, and others would wait for nobody. */
    void release(Lease lease) {
        boolean interrupted = Thread.interrupted();
        try {
            ask(() -> index.release(lease), false);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Duration jittered(Duration ttl) {
        return ttl.minusMillis((long) (ttl.toMillis() * JITTER * random.nextDouble()));
    }

    private <T> T ask(Supplier<T> question, T withoutIndex) {
        try {
            T answer = question.get();
            if (out.compareAndSet(true, false)) {
                LOG.info("the index answers again");
            }
            return answer;
        } catch (IndexUnavailableException e) {
            if (out.compareAndSet(false, true)) {
                LOG.warn("going on without the index, the store alone decides: {}", e.getMessage());
            }
            return withoutIndex;
        }
    }

    /** How an attempt to take a lease ended. */
    sealed interface Attempt permits Held, Busy, Unguarded {}

    /** The lease is ours. */
    record Held(Lease lease) implements Attempt {}

    /** Somebody else has it. */
    enum Busy implements Attempt {
        /** The only one. */
        INSTANCE
    }

    /** The index does not answer: nobody has it, nobody can. */
    enum Unguarded implements Attempt {
        /** The only one. */
        INSTANCE
    }
}
