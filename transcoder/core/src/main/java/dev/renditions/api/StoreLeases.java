package dev.renditions.api;

import dev.renditions.index.LeaseKey;
import java.time.Duration;
import java.util.Optional;

/**
 * Leases in the store itself: the fallback if the index can't hold them, because it does not answer or is not shared between
 * processes. A lease only saves work; it is the conditional write of the manifest that keeps renditions unique.
 *
 * <p>Expiry needs no synchronized clocks: to a process, a lease has expired if the process has seen it unchanged for the
 * length of the lease, by its own monotonic clock. Taking over, renewing and releasing are atomic. All methods may be called
 * from many threads and processes at once. If the store does not answer, they throw a {@link StoreException}; the lease may
 * be taken then, and expires by itself.
 */
public interface StoreLeases extends AutoCloseable {
    /**
     * Takes the lease if nobody holds it, or if it has expired. Never waits for the holder.
     *
     * @param ttl how long the lease lasts unless it is renewed
     * @return the lease; empty while another worker holds it
     * @throws StoreException if the store does not answer
     */
    Optional<StoreLease> tryTake(LeaseKey key, Duration ttl);

    /** Closes open files and connections. Leases that are still held expire. Idempotent. */
    @Override
    void close();

    /** A lease that this process took. Safe for use by many threads. */
    interface StoreLease {
        /**
         * Renews the lease.
         *
         * @param ttl how long it lasts from now on
         * @return whether it is still ours; {@code false} if another worker took it over, or after {@link #release}
         * @throws StoreException if the store does not answer; the lease may or may not be renewed then
         */
        boolean renew(Duration ttl);

        /**
         * Ends the lease, if it is still ours. Idempotent.
         *
         * @throws StoreException if the store does not answer; the lease expires by itself then
         */
        void release();
    }
}
