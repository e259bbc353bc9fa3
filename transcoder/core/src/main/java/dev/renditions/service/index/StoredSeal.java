package dev.renditions.service.index;

import dev.renditions.api.IndexSecret;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.codec.Seal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The seal whose secret the store keeps: read when it is first needed, and read again now and then, since the store may lose
 * it (a person deletes it, a lifecycle rule expires it): what was known is put back then, unless another worker was first. A
 * thread of its own reads, so a
 * store that is slow holds nobody up: callers wait for the first read alone, and for a limited time. Thread-safe.
 */
public final class StoredSeal implements Supplier<Seal> {
    /** For so long two workers may seal with different secrets, which costs looks into the store. */
    static final Duration REREAD = Duration.ofMinutes(10);

    /** After a failure, so that an outage of the store does not cost each call a wait. */
    static final Duration RETRY = Duration.ofSeconds(5);

    /** How long callers wait for the first read, from its start. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final IndexSecret secret;
    private final LongSupplier nanoTime;
    private final Executor reader;
    private final Duration patience;
    private volatile State state = new State(null, null, null, 0);
    private CompletableFuture<State> reading = CompletableFuture.completedFuture(state);
    private CompletableFuture<State> awaited = reading;

    /**
     * Reads nothing yet.
     *
     * @param nanoTime measures time, as {@link System#nanoTime()}
     */
    public StoredSeal(IndexSecret secret, LongSupplier nanoTime) {
        this(secret, nanoTime, StoredSeal::startDaemon, PATIENCE);
    }

    StoredSeal(IndexSecret secret, LongSupplier nanoTime, Executor reader, Duration patience) {
        this.secret = secret;
        this.nanoTime = nanoTime;
        this.reader = reader;
        this.patience = patience;
    }

    /** Starts to read in the background, so that the first caller need not wait for all of it. Returns at once. */
    public void begin() {
        if (isDue()) {
            var unused = read();
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "index-key");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The seal.
     *
     * @throws IndexUnavailableException if the secret was never read and can't be read now: the index can't be used then
     */
    @Override
    public Seal get() {
        if (isDue()) {
            CompletableFuture<State> first = read();
            if (state.seal == null) {
                await(first);
            }
        }
        return state.sealOrFailure();
    }

    private boolean isDue() {
        State now = state;
        boolean begun = now.seal != null || now.failure != null;
        return !begun || nanoTime.getAsLong() - now.next >= 0;
    }

    /** Starts to read, unless that has begun. */
    private synchronized CompletableFuture<State> read() {
        if (reading.isDone() && isDue()) {
            reading = CompletableFuture.supplyAsync(this::readAgain, reader);
            awaited = reading.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        return awaited;
    }

    private static void await(CompletableFuture<State> read) {
        try {
            read.join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
        }
    }

    private State readAgain() {
        State now = read(state);
        state = now;
        return now;
    }

    private State read(State before) {
        try {
            String text = secret.read(Optional.ofNullable(before.text));
            return new State(Seal.parse(text), text, null, in(REREAD));
        } catch (IllegalArgumentException e) {
            return new State(
                    before.seal,
                    before.text,
                    new IllegalArgumentException(
                            e.getMessage() + "; delete " + IndexSecret.NAME + " from the store, and a new one is created",
                            e),
                    in(RETRY));
        } catch (RuntimeException e) {
            return new State(before.seal, before.text, e, in(RETRY));
        }
    }

    private long in(Duration time) {
        return nanoTime.getAsLong() + time.toNanos();
    }

    /**
     * What is known.
     *
     * @param seal the last that was read; absent if none was
     * @param text what it was read from
     * @param failure why the last attempt failed; absent if it did not
     * @param next when to read again
     */
    private record State(
            @Nullable Seal seal,
            @Nullable String text,
            @Nullable RuntimeException failure,
            long next) {
        Seal sealOrFailure() {
            if (seal != null) {
                return seal;
            }
            String what = "the key that seals the index values can't be read from the store";
            throw failure == null
                    ? new IndexUnavailableException(what + " in time", new TimeoutException())
                    : new IndexUnavailableException(what + ": " + failure.getMessage(), failure);
        }
    }
}
