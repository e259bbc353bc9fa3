package dev.renditions.server.upload;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Limits concurrent uploads, in total and by owner. Thread-safe. */
public final class UploadSlots {
    private static final int ALL = 16;
    /** So that one owner with slow uploads can't block others. */
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
            throw new ApiException(Problem.later(503, "too many concurrent uploads", AGAIN));
        }
        all++;
        running.merge(owner, 1, Integer::sum);
        return () -> free(owner);
    }

    private synchronized void free(String owner) {
        all--;
        running.computeIfPresent(owner, (name, count) -> count == 1 ? null : count - 1);
    }

    /** The slot of one upload, until it is closed. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
