package dev.renditions.index.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.renditions.index.TimeToLive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/** A bounded cache whose entries each have their own end. Thread-safe. */
final class TimedCache<K, V> {
    private final Clock clock;
    private final Cache<K, Timed<V>> entries;
    private volatile boolean closed;

    /**
     * An empty cache.
     *
     * @param mostEntries the size above which the least useful entries are evicted
     * @param clock the clock that expires entries
     */
    TimedCache(long mostEntries, Clock clock) {
        this.clock = clock;
        Ticker ticker = () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        this.entries = Caffeine.newBuilder()
                .maximumSize(mostEntries)
                .expireAfter(Expiry.<K, Timed<V>>writing((key, entry) -> entry.left(clock.instant())))
                .ticker(ticker)
                // Runs on the caller's thread: no extra pool, and the size limit applies at once.
                .executor(Runnable::run)
                .build();
    }

    /** The current time of the clock that expires entries. */
    Instant now() {
        return clock.instant();
    }

    /** When an entry that is written now ends. */
    Instant end(Duration ttl) {
        return new TimeToLive(ttl).endFrom(clock.instant());
    }

    /** An entry that is written now. */
    Timed<V> timed(V value, Duration ttl) {
        return new Timed<>(value, end(ttl));
    }

    Optional<V> find(K key) {
        checkOpen();
        return Optional.ofNullable(entries.getIfPresent(key)).map(Timed::value);
    }

    void put(K key, V value, Duration ttl) {
        put(key, timed(value, ttl));
    }

    void put(K key, Timed<V> entry) {
        checkOpen();
        entries.put(key, entry);
    }

    boolean putIfAbsent(K key, Timed<V> added) {
        checkOpen();
        return entries.asMap().putIfAbsent(key, added) == null;
    }

    /**
     * Atomically adds an entry or merges it with the present one.
     *
     * @param merge function of the present entry and the added one
     * @return the resulting value
     */
    V merge(K key, Timed<V> added, BinaryOperator<Timed<V>> merge) {
        checkOpen();
        return entries.asMap().merge(key, added, merge).value();
    }

    boolean remove(K key) {
        checkOpen();
        return entries.asMap().remove(key) != null;
    }

    /**
     * Atomically removes an entry if it meets a condition.
     *
     * @param before runs in the same step, before the removal
     * @return whether it was removed
     */
    boolean removeIf(K key, Predicate<V> condition, Runnable before) {
        checkOpen();
        AtomicBoolean removed = new AtomicBoolean();
        entries.asMap().computeIfPresent(key, (same, present) -> {
            removed.set(condition.test(present.value()));
            if (!removed.get()) {
                return present;
            }
            before.run();
            return null;
        });
        return removed.get();
    }

    /** Removes all entries; later calls throw. */
    void close() {
        closed = true;
        entries.invalidateAll();
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }

    /**
     * A value and when it ends. The end is a point in time, since Caffeine asks for the remaining time after every
     * computation, even one that changes nothing: another worker's attempt must not prolong a lease.
     */
    record Timed<V>(V value, Instant end) {
        Duration left(Instant now) {
            Duration left = Duration.between(now, end);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
