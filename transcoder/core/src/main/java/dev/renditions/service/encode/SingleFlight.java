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
 * Lets one caller of a key lead while the others of the same time wait for what it ends with. Nothing is kept: the next
 * caller after the end leads anew, so a failure does not outlive those who waited for it. After Go's singleflight. Safe for
 * use by many threads.
 */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Predicate<RuntimeException> ownFailure;

    /**
     * Keeps nothing.
     *
     * @param ownFailure tells failures that concern the leader alone: those who waited are told of none then, and one of
     *     them may lead
     */
    SingleFlight(Predicate<RuntimeException> ownFailure) {
        this.ownFailure = ownFailure;
    }

    /** The lead of a key, which has to be ended; empty if somebody has it. */
    Optional<Lead> tryLead(K key) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        return flights.putIfAbsent(key, mine) == null ? Optional.of(new Lead(key, mine)) : Optional.empty();
    }

    /**
     * What the leader of a key ends with; empty if there is none, or it gave up, so that the caller may try to lead.
     *
     * @param patience how long to wait
     * @throws TimeoutException if it had not ended by then
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
            throw new IllegalStateException("the leader that worked for this caller failed", e.getCause());
        }
    }

    /** The lead of a key. The first end counts, later ones do nothing. */
    final class Lead {
        private final K key;
        private final CompletableFuture<V> flight;

        private Lead(K key, CompletableFuture<V> flight) {
            this.key = key;
            this.flight = flight;
        }

        /** Those who wait get this value. */
        void end(V value) {
            flights.remove(key, flight);
            flight.complete(value);
        }

        /** Those who wait get this failure, unless it is the leader's own. */
        void fail(RuntimeException failure) {
            flights.remove(key, flight);
            flight.completeExceptionally(failure);
        }

        /** One of those who wait may lead. */
        void giveUp() {
            flights.remove(key, flight);
            flight.cancel(false);
        }
    }
}
