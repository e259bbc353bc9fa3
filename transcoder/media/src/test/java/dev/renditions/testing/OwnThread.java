package dev.renditions.testing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Work beside a test, each in a thread of its own: the common pool has a single thread where there are two processors (and
 * since Java 25 {@link CompletableFuture} takes it even then), so that two works that wait for each other would wait for ever.
 */
public final class OwnThread {
    private OwnThread() {}

    /** Begins the work, and returns what it will end with. */
    public static <T> CompletableFuture<T> of(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "beside-the-test").start());
    }
}
