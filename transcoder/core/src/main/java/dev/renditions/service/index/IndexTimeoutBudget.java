package dev.renditions.service.index;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the calls of one request wait for an index that does not answer from adding up. After one that timed out, the
 * request goes on without the index for a second, as long as a server is left alone by its breaker; what takes longer than
 * that, an encode, may ask anew. Only what concerns a lease may be
 * asked for once more before. A request is the thread's that began it; other
 * threads, such as the one that renews leases, are never kept from asking.
 */
public final class IndexTimeoutBudget {
    private static final long REST = Duration.ofSeconds(1).toNanos();
    private static final ThreadLocal<@Nullable Request> CURRENT = new ThreadLocal<>();

    private IndexTimeoutBudget() {}

    /** Begins a request on this thread, to be ended by it; one that began it within another is apart from that. */
    public static Request begin() {
        Request request = new Request(CURRENT.get());
        CURRENT.set(request);
        return request;
    }

    /** This thread has waited for the index in vain. */
    static void lost() {
        Request request = CURRENT.get();
        if (request != null) {
            request.waits = request.waitsOfLate() + 1;
            request.last = System.nanoTime();
        }
    }

    /** Whether this thread is to go on without the index. */
    static boolean isOver() {
        return waits() > 0;
    }

    /** Whether this thread may wait once more, where more than its own time depends on it. */
    static boolean allowsOneMore() {
        return waits() < 2;
    }

    private static int waits() {
        Request request = CURRENT.get();
        return request == null ? 0 : request.waitsOfLate();
    }

    /** What one request has waited. For its thread. */
    public static final class Request implements AutoCloseable {
        private final @Nullable Request outer;
        private int waits;
        private long last;

        private Request(@Nullable Request outer) {
            this.outer = outer;
        }

        private int waitsOfLate() {
            return waits > 0 && System.nanoTime() - last < REST ? waits : 0;
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
