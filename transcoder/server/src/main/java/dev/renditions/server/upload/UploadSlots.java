package dev.renditions.server.upload;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many uploads run at once, in all and of one owner. Safe for use by many threads. */
public final class UploadSlots {
    private static final int ALL = 16;
    /** So that one owner with slow uploads does not keep the others out. */
    private static final int OF_ONE_OWNER = ALL / 2;

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Map<String, Integer> running = new HashMap<>();
    private int all;

    /**
     * Takes a slot.
     *
     * @throws ApiException as 503 if none is free
     */
    public synchronized Slot take(String owner) {
        if (all >= ALL || running.getOrDefault(owner, 0) >= OF_ONE_OWNER) {
            throw new ApiException(Problem.later(503, "too many files are uploaded at once", AGAIN));
        }
        all++;
        running.merge(owner, 1, Integer::sum);
        return () -> free(owner);
    }

    private synchronized void free(String owner) {
        all--;
        running.computeIfPresent(owner, (name, count) -> count == 1 ? null : count - 1);
    }

    /** One upload's slot, until it is closed. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
