package dev.renditions.support;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works on the elements of a long stream, several at a time. However many there are, a few are in memory at once. */
public final class ParallelWalk {
    private static final int QUEUE = 16;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private ParallelWalk() {}

    /**
     * Works on each element, and returns when all are done.
     *
     * @param elements read on the calling thread; stays the caller's to close
     * @param threads how many elements are worked on at once, at least one
     * @param goesOn whether to go on; asked before each element
     * @param action called by many threads; what it throws ends the walk and is thrown again here
     * @param what is walked through, for the message of the exception below
     * @throws CancellationException if the calling thread is interrupted; its flag stays set
     */
    public static <T> void each(
            Stream<T> elements, int threads, BooleanSupplier goesOn, Consumer<T> action, String what) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        BooleanSupplier continues = () -> failure.get() == null && goesOn.getAsBoolean();
        // When the queue is full, the thread that reads the stream has to work too: so it waits for the others.
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            elements.takeWhile(element ->
                            continues.getAsBoolean() && !Thread.currentThread().isInterrupted())
                    .forEach(element -> pool.execute(() -> {
                        try {
                            if (continues.getAsBoolean()) {
                                action.accept(element);
                            }
                        } catch (RuntimeException | Error e) {
                            failure.compareAndSet(null, e);
                        }
                    }));
            pool.shutdown();
            pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            // It does not look at the flag where there is nothing left to wait for.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(what + " was stopped");
        } finally {
            end(pool);
        }
        throwAgain(failure.get());
    }

    private static void throwAgain(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Nothing of a walk that ended with an exception goes on afterwards. */
    private static void end(ThreadPoolExecutor pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
