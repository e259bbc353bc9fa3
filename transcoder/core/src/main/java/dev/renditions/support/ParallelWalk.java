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

/** Processes the elements of a long stream in parallel, with only a few in memory at once. */
public final class ParallelWalk {
    private static final int QUEUE = 16;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private ParallelWalk() {}

    /**
     * Processes each element, and returns when all are done.
     *
     * @param elements read on the calling thread; the caller closes it
     * @param threads how many elements are processed at once, at least one
     * @param goesOn whether to continue; called before each element
     * @param action called by many threads; an exception that it throws ends the walk and is rethrown here
     * @param what names the walk in the message of the exception below
     * @throws CancellationException if the calling thread is interrupted; its flag stays set
     */
    public static <T> void each(
            Stream<T> elements, int threads, BooleanSupplier goesOn, Consumer<T> action, String what) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        BooleanSupplier continues = () -> failure.get() == null && goesOn.getAsBoolean();
        // When the queue is full, the thread that reads the stream processes an element itself, and so reads no
        // further.
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
            // awaitTermination does not check the flag if nothing is left to wait for.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(what + " was stopped");
        } finally {
            end(pool);
        }
        rethrow(failure.get());
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** After an exception, no element is processed any further. */
    private static void end(ThreadPoolExecutor pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
