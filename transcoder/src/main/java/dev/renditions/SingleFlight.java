package dev.renditions;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Lets one caller of a key work while the others of the same time wait for what it returns or throws. Nothing is kept: the
 * next caller after the end works anew, so a failure does not outlive those who waited for it. After Go's singleflight.
 * Safe for use by many threads.
 */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Predicate<RuntimeException> ownFailure;

    /**
     * Keeps nothing.
     *
     * @param ownFailure tells failures that concern the leader alone: one of those who waited takes over then, as when the
     *     leader is cancelled
     */
    SingleFlight(Predicate<RuntimeException> ownFailure) {
        this.ownFailure = ownFailure;
    }

    /**
     * The value, by this caller's own work or by another's.
     *
     * @param shared what the value is to one who only waited
     * @param patience how long to wait for one who leads
     * @throws TimeoutException if the leader was not done by then
     */
    V run(K key, Job<V> job, UnaryOperator<V> shared, Duration patience) throws InterruptedException, TimeoutException {
        while (true) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> leader = flights.putIfAbsent(key, mine);
            if (leader == null) {
                return lead(key, job, mine);
            }
            try {
                return shared.apply(await(leader, patience));
            } catch (CancellationException e) {
                // The leader was told to stop; we were not.
            } catch (RuntimeException e) {
                if (!ownFailure.test(e)) {
                    throw e;
                }
            }
        }
    }

    private V lead(K key, Job<V> job, CompletableFuture<V> mine) throws InterruptedException {
        try {
            V value = job.run();
            flights.remove(key, mine);
            mine.complete(value);
            return value;
        } catch (InterruptedException | CancellationException e) {
            flights.remove(key, mine);
            mine.cancel(false);
            throw e;
        } catch (RuntimeException | Error e) {
            flights.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static <V> V await(CompletableFuture<V> leader, Duration patience)
            throws InterruptedException, TimeoutException {
        try {
            return leader.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw new IllegalStateException("the one who worked for this caller failed", e.getCause());
        }
    }

    /** The work of a leader. */
    @FunctionalInterface
    interface Job<V> {
        V run() throws InterruptedException;
    }
}
