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

/** Entries of one purpose, bounded in number, each with an end of its own. Thread-safe. */
final class TimedCache<K, V> {
    private final Clock clock;
    private final Cache<K, Timed<V>> entries;
    private volatile boolean closed;

    /**
     * An empty cache.
     *
     * @param mostEntries past which the least useful ones are dropped
     * @param clock what ends entries
     */
    TimedCache(long mostEntries, Clock clock) {
        this.clock = clock;
        Ticker ticker = () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        this.entries = Caffeine.newBuilder()
                .maximumSize(mostEntries)
                .expireAfter(Expiry.<K, Timed<V>>writing((key, entry) -> entry.left(clock.instant())))
                .ticker(ticker)
                // On the caller's thread: no pool of its own, and the size is kept at once.
                .executor(Runnable::run)
                .build();
    }

    /** The present time, by the clock that ends entries. */
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
     * Adds an entry, or merges it with the present one, in one step.
     *
     * @param merge given the present entry and the added one
     * @return the value that is there now
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
     * Removes an entry if it meets a condition, in one step.
     *
     * @param before done in the same step, before the entry is gone
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

    /** Drops everything; calls after it throw. */
    void close() {
        closed = true;
        entries.invalidateAll();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }

    /**
     * A value and when it ends. The end is a point in time, since Caffeine asks for the time left after every computation, one
     * that changes nothing included: another worker's attempt must not prolong a lease.
     */
    record Timed<V>(V value, Instant end) {
        Duration left(Instant now) {
            Duration left = Duration.between(now, end);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
