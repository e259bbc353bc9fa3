package dev.renditions.service.encode;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * The threads that renew leases. Index and store have separate ones, so that a slow index does not delay renewals in the store.
 *
 * @param index renews all leases in the index
 * @param store renews all leases in the store
 * @param nanoTime measures time, as {@link System#nanoTime()}
 */
record RenewalThreads(ScheduledExecutorService index, ScheduledExecutorService store, LongSupplier nanoTime)
        implements AutoCloseable {
    static RenewalThreads start() {
        return new RenewalThreads(daemon("lease-renewal"), daemon("store-lease-renewal"), System::nanoTime);
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        index.shutdownNow();
        store.shutdownNow();
    }
}
