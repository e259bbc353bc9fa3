package dev.renditions.server;

import dev.renditions.api.ObjectStore;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Whether the store and the index respond. Everybody may ask, so the response only names the failing part; the reason,
 * which may contain a bucket or a path, is logged. Each part is checked once in {@link #KEPT}, however many requests
 * arrive, and a request does not wait for a slow part if an earlier result is known. A part that does not respond
 * within {@link #PATIENCE} counts as failing until it does. Thread-safe.
 */
final class Health {
    /** How long a result is cached. */
    static final Duration KEPT = Duration.ofSeconds(5);

    /** The timeout of a part. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long the first requests wait for the first result. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** The key of no existing rendition, which the store must look up nevertheless. */
    private static final RenditionKey NOBODYS = new RenditionKey(
            ContentHash.of("healthz".getBytes(StandardCharsets.UTF_8)), ProfileId.parse("healthz-000000000000"));

    private final ObjectStore store;
    private final RenditionLocations index;
    private final LongSupplier nanoTime;
    private final HealthLog log;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Optional<Seen> last = Optional.empty();
    private volatile Optional<Question> open = Optional.empty();

    /**
     * Checks a store and an index.
     *
     * @param nanoTime as {@link System#nanoTime}; for the age of cached results
     */
    Health(ObjectStore store, RenditionLocations index, LongSupplier nanoTime) {
        this.store = store;
        this.index = index;
        this.nanoTime = nanoTime;
        this.log = new HealthLog(nanoTime);
    }

    /** The result of a check, and its time. */
    private record Seen(long at, List<String> failing) {}

    /** A check that has not finished. */
    private record Question(String part, long at) {}

    /** 200, or 503 with the names of the failing parts. */
    ApiResponse answer() {
        Optional<Seen> seen = seen();
        Optional<String> slow = slow();
        if (slow.isPresent()) {
            return answer(List.of(slow.get()));
        }
        return seen.map(known -> answer(known.failing()))
                .orElseGet(() -> ProblemMapper.answer(Problem.later(503, "the parts are being checked", FIRST_WAIT)));
    }

    /** The part whose check by another thread takes too long. */
    private Optional<String> slow() {
        Optional<String> slow = open.filter(question -> nanoTime.getAsLong() - question.at() >= PATIENCE.toNanos())
                .map(Question::part);
        slow.ifPresent(part -> log.failed(part, "no response within " + PATIENCE.toSeconds() + " s"));
        return slow;
    }

    private static ApiResponse answer(List<String> failing) {
        if (!failing.isEmpty()) {
            return ProblemMapper.answer(Problem.later(
                    503, "failing: " + String.join(", ", failing) + " (see the server's log for the reason)", KEPT));
        }
        return ApiJson.fresh(200, Map.of("status", "ok"));
    }

    /** Empty if the parts have never been checked, and another thread is checking them. */
    private Optional<Seen> seen() {
        if (isFresh() || !mayAsk()) {
            return last;
        }
        try {
            if (!isFresh()) {
                last = Optional.of(new Seen(nanoTime.getAsLong(), ask()));
            }
            return last;
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh() {
        return last.filter(seen -> nanoTime.getAsLong() - seen.at() < KEPT.toNanos())
                .isPresent();
    }

    private boolean mayAsk() {
        try {
            return last.isPresent() ? asking.tryLock() : asking.tryLock(FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> ask() {
        List<String> failing = new ArrayList<>();
        ask("store", () -> store.find(NOBODYS), failing);
        ask("index", () -> index.find(NOBODYS), failing);
        return List.copyOf(failing);
    }

    private void ask(String part, Runnable question, List<String> failing) {
        open = Optional.of(new Question(part, nanoTime.getAsLong()));
        try {
            question.run();
            log.answered(part);
        } catch (RuntimeException e) {
            log.failed(part, e.toString());
            failing.add(part);
        } finally {
            open = Optional.empty();
        }
    }
}
