package dev.renditions.service.index;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.api.LookupMetric;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRendition;
import dev.renditions.index.Lease;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index as the service needs it: an outage is no failure, only a memory that is empty and leases that guard nothing. It
 * is said once when it begins and once when it ends. Safe for use by many threads.
 */
public final class FailSoftIndex {
    private static final Logger LOG = LoggerFactory.getLogger(FailSoftIndex.class);

    /** The part of a time to live that is left to chance, so that what was made together does not end together. */
    private static final double JITTER = 0.1;

    /** A version of an object never changes its content; what ends is only the memory of it. */
    public static final Duration CONTENT_TTL = Duration.ofDays(30);

    /** What is asked of the contents of sources belongs to no profile. */
    private static final String OF_SOURCES = "-";

    private final ArtifactIndex index;
    private final RandomGenerator random;
    private final LookupCounters tally;
    private final ContentHashCache versions = new ContentHashCache(Ticker.systemTicker());
    private final AtomicBoolean out = new AtomicBoolean();
    private final AtomicInteger timeouts = new AtomicInteger();

    public FailSoftIndex(ArtifactIndex index, RandomGenerator random, LookupCounters tally) {
        this.index = index;
        this.random = random;
        this.tally = tally;
    }

    /** The content of a source that this process has heard of lately, else as the index remembers it. */
    public Optional<ContentHash> findContent(SourceVersion source) {
        Optional<ContentHash> known = versions.find(source);
        if (known.isPresent()) {
            return known;
        }
        Memory<Optional<ContentHash>> memory = ask(() -> index.findContent(source), Optional.empty());
        memory.outage().ifPresent(outage -> tally.add(OF_SOURCES, outage));
        memory.value().ifPresent(content -> versions.add(source, content));
        return memory.value();
    }

    public void recordContent(SourceVersion source, ContentHash content, Duration ttl) {
        versions.add(source, content);
        tell(() -> index.recordContent(source, content, jittered(ttl)));
    }

    public Optional<String> findAnalysis(AnalysisKey key) {
        return ask(() -> index.findAnalysis(key), Optional.<String>empty()).value();
    }

    public void recordAnalysis(AnalysisKey key, String json, Duration ttl) {
        tell(() -> index.recordAnalysis(key, json, jittered(ttl)));
    }

    public Optional<RecordedFailure> findFailure(RenditionKey key) {
        return ask(() -> index.findFailure(key), Optional.<RecordedFailure>empty())
                .value();
    }

    public void recordFailure(RenditionKey key, RecordedFailure failure, Duration ttl) {
        tell(() -> index.recordFailure(key, failure, jittered(ttl)));
    }

    /** Where the rendition is, as the index remembers it, and whether it answered at all. */
    public Memory<Optional<RenditionLocation>> find(RenditionKey key) {
        return ask(() -> index.find(key), Optional.empty());
    }

    /** What is remembered of several; nothing at all if the index does not answer for one of them. */
    public Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        return ask(() -> index.findAll(keys), Map.<RenditionKey, IndexedRendition>of())
                .value();
    }

    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        tell(() -> index.record(key, location, jittered(ttl)));
    }

    public void evict(RenditionKey key) {
        tell(() -> index.evict(key));
    }

    /** Asked for even if the request has waited in vain before: another encode costs more than one more wait. */
    public Attempt tryLease(RenditionKey key, Duration ttl) {
        Supplier<Attempt> question =
                () -> index.tryLease(key, ttl).<Attempt>map(Held::new).orElse(Busy.INSTANCE);
        return askOnceMore(question, Unguarded.INSTANCE).value();
    }

    /** Renews a lease, or takes it again if it vanished. */
    public Attempt renew(Lease lease, Duration ttl) {
        Supplier<Attempt> question =
                () -> index.renew(lease, ttl).<Attempt>map(Held::new).orElse(Busy.INSTANCE);
        return IndexTimeoutBudget.isOver()
                ? Unguarded.INSTANCE
                : askNow(question, Unguarded.INSTANCE, true).value();
    }

    /** Whether its leases guard against other processes. */
    public boolean isShared() {
        return index.isShared();
    }

    /** As with {@link #tryLease}, since others may be waiting for the end of the lease. Recorded though the lease has vanished. */
    public void publish(Lease lease, RenditionLocation location, Duration ttl) {
        Memory<Boolean> published = askOnceMore(() -> index.publish(lease, location, jittered(ttl)), false);
        if (!published.value() && published.outage().isEmpty()) {
            record(lease.key(), location, ttl);
        }
    }

    /** The same, and done by a thread that was told to stop, too: an index need not ask for it, and others would wait for nobody. */
    public void release(Lease lease) {
        boolean interrupted = Thread.interrupted();
        try {
            askOnceMore(() -> index.release(lease), false);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Duration jittered(Duration ttl) {
        return jittered(ttl, random);
    }

    /** A time to live that is up to a tenth shorter, so that what is recorded together does not end together. */
    public static Duration jittered(Duration ttl, RandomGenerator random) {
        return ttl.minusMillis((long) (ttl.toMillis() * JITTER * random.nextDouble()));
    }

    private void tell(Runnable order) {
        ask(
                () -> {
                    order.run();
                    return true;
                },
                false);
    }

    private <T> Memory<T> ask(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.isOver() ? spared(withoutIndex) : askNow(question, withoutIndex, false);
    }

    private <T> Memory<T> askOnceMore(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.allowsOneMore() ? askNow(question, withoutIndex, true) : spared(withoutIndex);
    }

    private static <T> Memory<T> spared(T withoutIndex) {
        return new Memory<>(withoutIndex, Optional.of(LookupMetric.TIMEOUT));
    }

    private <T> Memory<T> askNow(Supplier<T> question, T withoutIndex, boolean patient) {
        try {
            T answer = question.get();
            timeouts.set(0);
            if (out.get() && out.compareAndSet(true, false)) {
                LOG.info("the index answers again");
            }
            return new Memory<>(answer, Optional.empty());
        } catch (IndexUnavailableException e) {
            if (e.isTimeout()) {
                IndexTimeoutBudget.lost();
            }
            if (isOutage(e, patient) && out.compareAndSet(false, true)) {
                LOG.warn("going on without the index, the store alone decides: {}", e.getMessage());
            }
            return new Memory<>(withoutIndex, Optional.of(e.isTimeout() ? LookupMetric.TIMEOUT : LookupMetric.ERROR));
        }
    }

    /** One impatient look-up that is late may be the fault of a busy machine. A second one in a row is an outage. */
    private boolean isOutage(IndexUnavailableException e, boolean patient) {
        return patient || !e.isTimeout() || timeouts.incrementAndGet() > 1;
    }

    /**
     * An answer of the index.
     *
     * @param value what it remembers; what there is without it, if it did not answer
     * @param outage how it did not answer; absent if it did
     */
    public record Memory<T>(T value, Optional<LookupMetric> outage) {}

    /** How an attempt to take a lease ended. */
    public sealed interface Attempt permits Held, Busy, Unguarded {}

    /** The lease is ours. */
    public record Held(Lease lease) implements Attempt {}

    /** Somebody else has it. */
    public enum Busy implements Attempt {
        /** The only one. */
        INSTANCE
    }

    /** The index does not answer, so it can't say who has it. */
    public enum Unguarded implements Attempt {
        /** The only one. */
        INSTANCE
    }
}
