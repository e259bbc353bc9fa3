package dev.renditions.service.index;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time that one request waits for an index that does not answer. After a timeout, the request continues without the
 * index for a second, as long as the circuit breaker of a server stays open. After a longer step, such as an encode, it calls the
 * index again. Only calls for a lease may have one more timeout during that second. A request belongs to the thread that began
 * it. Other threads, such as those that renew leases, are not limited.
 */
public final class IndexTimeoutBudget {
    private static final long REST = Duration.ofSeconds(1).toNanos();
    private static final ThreadLocal<@Nullable Request> CURRENT = new ThreadLocal<>();

    private IndexTimeoutBudget() {}

    /** Begins a request on this thread, which must close it. A nested request has its own budget. */
    public static Request begin() {
        Request request = new Request(CURRENT.get());
        CURRENT.set(request);
        return request;
    }

    /** Records a timeout of this thread. */
    static void recordTimeout() {
        Request request = CURRENT.get();
        if (request != null) {
            request.timeouts = request.recentTimeouts() + 1;
            request.last = System.nanoTime();
        }
    }

    /** Whether this thread must continue without the index. */
    static boolean isSpent() {
        return timeouts() > 0;
    }

    /** Whether this thread may have one more timeout, for calls that other workers depend on. */
    static boolean allowsOneMore() {
        return timeouts() < 2;
    }

    private static int timeouts() {
        Request request = CURRENT.get();
        return request == null ? 0 : request.recentTimeouts();
    }

    /** The timeouts of one request. Not thread-safe. */
    public static final class Request implements AutoCloseable {
        private final @Nullable Request outer;
        private int timeouts;
        private long last;

        private Request(@Nullable Request outer) {
            this.outer = outer;
        }

        private int recentTimeouts() {
            return timeouts > 0 && System.nanoTime() - last < REST ? timeouts : 0;
        }

        @Override
        public void close() {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }
}
