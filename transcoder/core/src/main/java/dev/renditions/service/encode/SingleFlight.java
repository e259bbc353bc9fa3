package dev.renditions.service.encode;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller of a key lead, while concurrent callers wait for its result. Results are not cached: the next caller after the
 * end leads again, so only waiters receive a failure. Modeled on Go's singleflight. Thread-safe.
 */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Predicate<RuntimeException> ownFailure;

    /**
     * Starts without leaders.
     *
     * @param ownFailure whether a failure concerns only the leader: waiters do not receive such a failure, and one of them may
     *     lead
     */
    SingleFlight(Predicate<RuntimeException> ownFailure) {
        this.ownFailure = ownFailure;
    }

    /** The lead of a key, which the caller must end; empty if another caller has it. */
    Optional<Lead> tryLead(K key) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        return flights.putIfAbsent(key, mine) == null ? Optional.of(new Lead(key, mine)) : Optional.empty();
    }

    /**
     * Waits for the result of a key's leader.
     *
     * @param patience how long to wait
     * @return empty if the key has no leader, or the leader gave up; then the caller may try to lead
     * @throws TimeoutException if the leader has not ended by then
     */
    Optional<V> join(K key, Duration patience) throws InterruptedException, TimeoutException {
        @Nullable CompletableFuture<V> leader = flights.get(key);
        if (leader == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(leader.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                if (ownFailure.test(r)) {
                    return Optional.empty();
                }
                throw r;
            }
            throw new IllegalStateException("the leader failed", e.getCause());
        }
    }

    /** The lead of a key. Only the first end has an effect. */
    final class Lead {
        private final K key;
        private final CompletableFuture<V> flight;

        private Lead(K key, CompletableFuture<V> flight) {
            this.key = key;
            this.flight = flight;
        }

        /** Ends with a value, which all waiters receive. */
        void end(V value) {
            flights.remove(key, flight);
            flight.complete(value);
        }

        /** Ends with a failure. Waiters receive it, unless it concerns only the leader. */
        void fail(RuntimeException failure) {
            flights.remove(key, flight);
            flight.completeExceptionally(failure);
        }

        /** Ends without a result, so that a waiter may lead. */
        void giveUp() {
            flights.remove(key, flight);
            flight.cancel(false);
        }
    }
}
