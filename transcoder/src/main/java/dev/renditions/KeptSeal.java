package dev.renditions;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Seal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The seal whose secret the store keeps: read when it is first needed, and read again now and then, since the store may lose
 * it (a person deletes it, a lifecycle rule expires it) and another worker makes a new one. Thread-safe.
 */
public final class KeptSeal implements Supplier<Seal> {
    /** For so long two workers may seal with different secrets, which costs looks into the store. */
    static final Duration REREAD = Duration.ofMinutes(10);

    /** After a failure, so that an outage of the store does not cost each call a wait. */
    static final Duration RETRY = Duration.ofSeconds(5);

    private final IndexSecret secret;
    private final LongSupplier nanoTime;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile State state = new State(null, null, 0);

    /**
     * Reads nothing yet.
     *
     * @param nanoTime measures time, as {@link System#nanoTime()}
     */
    public KeptSeal(IndexSecret secret, LongSupplier nanoTime) {
        this.secret = secret;
        this.nanoTime = nanoTime;
    }

    /**
     * The seal.
     *
     * @throws IndexUnavailableException if the secret was never read and can't be read now: the index can't be used then
     */
    @Override
    public Seal get() {
        State now = state;
        if (now.seal != null && nanoTime.getAsLong() - now.next < 0) {
            return now.seal;
        }
        if (now.seal == null) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return now.seal;
        }
        try {
            return readUnlessDone();
        } finally {
            reading.unlock();
        }
    }

    private Seal readUnlessDone() {
        State now = state;
        boolean begun = now.seal != null || now.failure != null;
        if (!begun || nanoTime.getAsLong() - now.next >= 0) {
            now = read(now);
            state = now;
        }
        return Optional.ofNullable(now.seal).orElseThrow(now::failed);
    }

    private State read(State before) {
        try {
            return new State(Seal.parse(secret.read()), null, in(REREAD));
        } catch (StoreException e) {
            return new State(before.seal, e, in(RETRY));
        } catch (IllegalArgumentException e) {
            return new State(
                    before.seal,
                    new IllegalArgumentException(
                            e.getMessage() + "; delete " + IndexSecret.NAME + " from the store, and a new one is made",
                            e),
                    in(RETRY));
        }
    }

    private long in(Duration time) {
        return nanoTime.getAsLong() + time.toNanos();
    }

    /**
     * What is known.
     *
     * @param seal the last that was read; absent if none was
     * @param failure why the last attempt failed; absent if it did not
     * @param next when to read again
     */
    private record State(@Nullable Seal seal, @Nullable RuntimeException failure, long next) {
        IndexUnavailableException failed() {
            String reason = failure == null ? "" : ": " + failure.getMessage();
            return new IndexUnavailableException(
                    "the key that values of the index are sealed with can't be read from the store" + reason,
                    failure == null ? new IllegalStateException("not read") : failure);
        }
    }
}
