package dev.renditions.index.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Counter;
import dev.renditions.index.Lease;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.AnalysisCodec;
import dev.renditions.index.codec.IndexKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * An index for one process, gone with it. Never unavailable. Bounded: past its size it forgets what seems least useful, a
 * lease included. Thread-safe; publishing is atomic here.
 */
public final class MemoryIndex implements ArtifactIndex {
    private static final long USUAL_ENTRIES = 100_000;

    private final Clock clock;
    private final Cache<RenditionKey, Timed<RenditionLocation>> locations;
    private final Cache<RenditionKey, Timed<RecordedFailure>> failures;
    private final Cache<SourceVersion, Timed<ContentHash>> contents;
    private final Cache<PermissionKey, Timed<Permission>> permissions;
    private final Cache<AnalysisKey, Timed<byte[]>> analyses;
    private final Cache<RenditionKey, Timed<Lease>> leases;
    private final Cache<String, Timed<Long>> counts;
    private volatile boolean closed;

    private MemoryIndex(long mostEntries, Clock clock) {
        this.clock = clock;
        this.locations = cache(mostEntries, clock);
        this.failures = cache(mostEntries, clock);
        this.contents = cache(mostEntries, clock);
        this.permissions = cache(mostEntries, clock);
        this.analyses = cache(mostEntries, clock);
        this.leases = cache(mostEntries, clock);
        this.counts = cache(mostEntries, clock);
    }

    /** An empty index of a usual size, by the system's clock. */
    public static MemoryIndex create() {
        return of(USUAL_ENTRIES, Clock.systemUTC());
    }

    /**
     * An empty index.
     *
     * @param mostEntries how many locations are kept at most, and how many of each other kind; above 0
     * @param clock what ends entries
     */
    public static MemoryIndex of(long mostEntries, Clock clock) {
        if (mostEntries <= 0) {
            throw new IllegalArgumentException("an index keeps at least one entry, not " + mostEntries);
        }
        return new MemoryIndex(mostEntries, clock);
    }

    @Override
    public Optional<RenditionLocation> find(RenditionKey key) {
        checkOpen();
        return Optional.ofNullable(locations.getIfPresent(key)).map(Timed::value);
    }

    @Override
    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        checkOpen();
        locations.put(key, new Timed<>(location, end(ttl)));
    }

    @Override
    public boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl) {
        checkOpen();
        return locations.asMap().putIfAbsent(key, new Timed<>(location, end(ttl))) == null;
    }

    @Override
    public boolean evict(RenditionKey key) {
        checkOpen();
        boolean location = locations.asMap().remove(key) != null;
        boolean failure = failures.asMap().remove(key) != null;
        return location || failure;
    }

    @Override
    public Optional<RecordedFailure> findFailure(RenditionKey key) {
        checkOpen();
        return Optional.ofNullable(failures.getIfPresent(key)).map(Timed::value);
    }

    @Override
    public void recordFailure(RenditionKey key, RecordedFailure failure, Duration ttl) {
        checkOpen();
        failures.put(key, new Timed<>(failure, end(ttl)));
    }

    @Override
    public Optional<ContentHash> findContent(SourceVersion source) {
        checkOpen();
        return Optional.ofNullable(contents.getIfPresent(source)).map(Timed::value);
    }

    @Override
    public void recordContent(SourceVersion source, ContentHash content, Duration ttl) {
        checkOpen();
        contents.put(source, new Timed<>(content, end(ttl)));
    }

    @Override
    public boolean evictContent(SourceVersion source) {
        checkOpen();
        return contents.asMap().remove(source) != null;
    }

    @Override
    public Optional<String> findAnalysis(AnalysisKey key) {
        checkOpen();
        return Optional.ofNullable(analyses.getIfPresent(key)).map(Timed::value).flatMap(AnalysisCodec::decode);
    }

    @Override
    public void recordAnalysis(AnalysisKey key, String json, Duration ttl) {
        checkOpen();
        Instant end = end(ttl);
        AnalysisCodec.encode(json).ifPresent(value -> analyses.put(key, new Timed<>(value, end)));
    }

    @Override
    public Optional<Permission> findPermission(PermissionKey key) {
        checkOpen();
        return Optional.ofNullable(permissions.getIfPresent(key)).map(Timed::value);
    }

    @Override
    public void recordPermission(PermissionKey key, Permission permission, Duration ttl) {
        checkOpen();
        permissions.put(key, new Timed<>(permission, end(ttl)));
    }

    /** A count lives for the length of a window from its first one on, so never shorter than the window it is of. */
    @Override
    public long count(Counter counter) {
        checkOpen();
        Instant now = clock.instant();
        Timed<Long> first = new Timed<>(1L, new TimeToLive(counter.window()).endFrom(now));
        return counts.asMap()
                .merge(
                        IndexKeys.count(counter, now),
                        first,
                        (count, one) -> new Timed<>(count.value() + 1, count.end()))
                .value();
    }

    @Override
    public boolean forget(Counter counter) {
        checkOpen();
        return counts.asMap().remove(IndexKeys.count(counter, clock.instant())) != null;
    }

    @Override
    public Optional<Lease> tryLease(RenditionKey key, Duration ttl) {
        checkOpen();
        Timed<Lease> mine = timed(new Lease(key, UUID.randomUUID().toString(), end(ttl)));
        boolean taken = leases.asMap().putIfAbsent(key, mine) == null;
        return taken ? Optional.of(mine.value()) : Optional.empty();
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        checkOpen();
        Timed<Lease> renewed = timed(new Lease(lease.key(), lease.token(), end(ttl)));
        Timed<Lease> now = leases.asMap()
                .merge(
                        lease.key(),
                        renewed,
                        (held, mine) -> held.value().token().equals(lease.token()) ? mine : held);
        return now.value().token().equals(lease.token()) ? Optional.of(renewed.value()) : Optional.empty();
    }

    @Override
    public boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
        checkOpen();
        Timed<RenditionLocation> entry = new Timed<>(location, end(ttl));
        return ifHeld(lease, () -> locations.put(lease.key(), entry));
    }

    @Override
    public boolean release(Lease lease) {
        checkOpen();
        return ifHeld(lease, () -> {});
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
        Stream.of(locations, failures, contents, permissions, analyses, leases, counts)
                .forEach(Cache::invalidateAll);
    }

    /** Does something and ends a lease, if the token still holds it. */
    private boolean ifHeld(Lease lease, Runnable action) {
        AtomicBoolean held = new AtomicBoolean();
        leases.asMap().computeIfPresent(lease.key(), (key, now) -> {
            held.set(now.value().token().equals(lease.token()));
            if (!held.get()) {
                return now;
            }
            action.run();
            return null;
        });
        return held.get();
    }

    private Instant end(Duration ttl) {
        return new TimeToLive(ttl).endFrom(clock.instant());
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }

    private static Timed<Lease> timed(Lease lease) {
        return new Timed<>(lease, lease.until());
    }

    private static <K, V> Cache<K, Timed<V>> cache(long mostEntries, Clock clock) {
        Ticker ticker = () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        return Caffeine.newBuilder()
                .maximumSize(mostEntries)
                .expireAfter(Expiry.<K, Timed<V>>writing((key, entry) -> entry.left(clock.instant())))
                .ticker(ticker)
                // On the caller's thread: no pool of its own, and the size is kept at once.
                .executor(Runnable::run)
                .build();
    }

    /**
     * A value and when it ends. The end is a point in time, since Caffeine asks for the time left after every computation,
     * one that changes nothing included: a stranger's try must not prolong a lease.
     */
    private record Timed<V>(V value, Instant end) {
        Duration left(Instant now) {
            Duration left = Duration.between(now, end);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
