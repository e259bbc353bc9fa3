package dev.renditions.http.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.ObjectStore;
import dev.renditions.Printable;
import dev.renditions.http.ApiResponse;
import dev.renditions.http.Problem;
import dev.renditions.http.Problems;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store and the index answer. Anybody may ask, so the answer names the part and nothing else: the reason, which
 * may contain a bucket or a path, is logged. The parts are asked once in {@link #KEPT}, however many requests there are, and
 * a request does not wait for a slow part if an earlier answer is known. Safe for use by many threads.
 */
final class Health {
    /** How long an answer is remembered. */
    static final Duration KEPT = Duration.ofSeconds(5);

    /** How long the first requests wait for the first answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of no file and no profile: nobody has it, but the store has to say so. */
    private static final RenditionKey NOBODYS = new RenditionKey(
            ContentHash.of("healthz".getBytes(StandardCharsets.UTF_8)), ProfileId.parse("healthz-000000000000"));

    private final ObjectStore store;
    private final ArtifactIndex index;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Optional<Seen> last = Optional.empty();

    /**
     * The health of two parts.
     *
     * @param clock ends remembered answers
     */
    Health(ObjectStore store, ArtifactIndex index, Clock clock) {
        this.store = store;
        this.index = index;
        this.clock = clock;
    }

    /** What was seen of the parts, and when. */
    private record Seen(Instant at, List<String> failing) {}

    /** 200, or 503 with the names of the parts that do not answer. */
    ApiResponse answer() {
        return seen().map(seen -> answer(seen.failing()))
                .orElseGet(() -> Problems.answer(Problem.later(503, "the parts are being checked", PATIENCE)));
    }

    private static ApiResponse answer(List<String> failing) {
        if (!failing.isEmpty()) {
            return Problems.answer(Problem.later(
                    503, "not answering: " + String.join(", ", failing) + " (the log has the reason)", KEPT));
        }
        return new ApiResponse(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new ApiResponse.Bytes(
                        JSON.createObjectNode().put("status", "ok").toString()));
    }

    /** Empty if the parts have never been seen, and another thread is asking them. */
    private Optional<Seen> seen() {
        if (isFresh() || !mayAsk()) {
            return last;
        }
        try {
            if (!isFresh()) {
                last = Optional.of(new Seen(clock.instant(), ask()));
            }
            return last;
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh() {
        return last.filter(seen -> seen.at().plus(KEPT).isAfter(clock.instant()))
                .isPresent();
    }

    private boolean mayAsk() {
        try {
            return last.isPresent() ? asking.tryLock() : asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
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

    private static void ask(String part, Runnable question, List<String> failing) {
        try {
            question.run();
        } catch (RuntimeException e) {
            LOG.warn("the {} does not answer a health check: {}", part, Printable.of(e.toString()));
            failing.add(part);
        }
    }
}
