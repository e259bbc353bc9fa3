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
 * The seal whose secret is in the store. The secret is read when it is first needed, and again at intervals, since it may be lost
 * from the store (a user deletes it, a lifecycle rule expires it). Then the known secret is written back, unless another worker
 * was faster. A separate thread reads, so a slow store does not delay callers: they wait only for the first read, for a limited
 * time. Thread-safe.
 */
public final class StoredSeal implements Supplier<Seal> {
    /** The longest time that two workers may seal with different secrets, which costs extra requests to the store. */
    static final Duration REREAD = Duration.ofMinutes(10);

    /** The interval after a failure, so that not every call waits during an outage of the store. */
    static final Duration RETRY = Duration.ofSeconds(5);

    /** How long callers wait for the first read, counted from its start. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final IndexSecret secret;
    private final LongSupplier nanoTime;
    private final Executor reader;
    private final Duration patience;
    private volatile State state = new State(null, null, null, 0);
    private CompletableFuture<State> reading = CompletableFuture.completedFuture(state);
    private CompletableFuture<State> awaited = reading;

    /**
     * Creates the seal without reading the secret.
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

    /** Starts to read in the background, so that the first caller waits for less time. Returns at once. */
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
     * @throws IndexUnavailableException if the secret has not been read yet and can't be read now, so that the index can't be
     *     used
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

    /** Starts to read, unless a read is running. */
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
                            e.getMessage() + "; delete " + IndexSecret.NAME
                                    + " from the store, and a new one is created",
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
     * The result of the reads so far.
     *
     * @param seal the last seal that was read; absent if none was
     * @param text the secret that it was read from
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
