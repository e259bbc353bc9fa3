package dev.renditions;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SourceVersion;
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

    /** A version of an object never changes its content; what ends is only the memory of it. */
    static final Duration CONTENT_TTL = Duration.ofDays(30);

    /** What is asked of the contents of sources belongs to no profile. */
    private static final String OF_SOURCES = "-";

    private final ArtifactIndex index;
    private final RandomGenerator random;
    private final Tally tally;
    private final AtomicBoolean out = new AtomicBoolean();

    TolerantIndex(ArtifactIndex index, RandomGenerator random, Tally tally) {
        this.index = index;
        this.random = random;
        this.tally = tally;
    }

    Optional<ContentHash> findContent(SourceVersion source) {
        return ask(OF_SOURCES, () -> index.findContent(source), Optional.empty());
    }

    void recordContent(SourceVersion source, ContentHash content, Duration ttl) {
        ask(OF_SOURCES, () -> index.recordContent(source, content, jittered(ttl)));
    }

    Optional<RecordedFailure> findFailure(RenditionKey key) {
        return ask(of(key), () -> index.findFailure(key), Optional.empty());
    }

    void recordFailure(RenditionKey key, RecordedFailure failure, Duration ttl) {
        ask(of(key), () -> index.recordFailure(key, failure, jittered(ttl)));
    }

    Optional<RenditionLocation> find(RenditionKey key) {
        return ask(of(key), () -> index.find(key), Optional.empty());
    }

    void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        ask(of(key), () -> index.record(key, location, jittered(ttl)));
    }

    void evict(RenditionKey key) {
        ask(of(key), () -> index.evict(key), false);
    }

    Attempt tryLease(RenditionKey key, Duration ttl) {
        return ask(
                of(key),
                () -> index.tryLease(key, ttl).<Attempt>map(Held::new).orElse(Busy.INSTANCE),
                Unguarded.INSTANCE);
    }

    /** The lease with its new end; the lease as it was if the index does not answer; empty if somebody else may have it. */
    Optional<Lease> renew(Lease lease, Duration ttl) {
        return ask(of(lease.key()), () -> index.renew(lease, ttl), Optional.of(lease));
    }

    void publish(Lease lease, RenditionLocation location, Duration ttl) {
        ask(of(lease.key()), () -> index.publish(lease, location, jittered(ttl)), false);
    }

    /** Done by a thread that was told to stop, too: an index need not ask for it, and others would wait for nobody. */
    void release(Lease lease) {
        boolean interrupted = Thread.interrupted();
        try {
            ask(of(lease.key()), () -> index.release(lease), false);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Duration jittered(Duration ttl) {
        return ttl.minusMillis((long) (ttl.toMillis() * JITTER * random.nextDouble()));
    }

    private static String of(RenditionKey key) {
        return key.profile().name();
    }

    private void ask(String profile, Runnable order) {
        ask(
                profile,
                () -> {
                    order.run();
                    return true;
                },
                false);
    }

    private <T> T ask(String profile, Supplier<T> question, T withoutIndex) {
        try {
            T answer = question.get();
            if (out.compareAndSet(true, false)) {
                LOG.info("the index answers again");
            }
            return answer;
        } catch (IndexUnavailableException e) {
            tally.add(profile, e.isTimeout() ? Count.TIMEOUT : Count.ERROR);
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
