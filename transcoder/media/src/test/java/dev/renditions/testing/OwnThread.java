package dev.renditions.testing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs tasks of tests on separate threads. With two processors, the common pool has a single thread (and since Java 25
 * {@link CompletableFuture} uses it even then), so two tasks that wait for each other would deadlock.
 */
public final class OwnThread {
    private OwnThread() {}

    /** Starts a task and returns its future result. */
    public static <T> CompletableFuture<T> of(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "beside-the-test").start());
    }
}
