package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.memcached.MemcachedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a hanging Memcached costs each request: its timeout once at first, and next to nothing from then on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@Timeout(180)
final class OutageCostIT {
    private static final List<String> PROFILES = List.of("mp4-1080p", "mp4-720p", "mp4-480p", "audio-mp3", "poster");
    private static final String ONE = "mp4-720p";
    private static final int BLOCKS = 9;
    private static final int REQUESTS = 150;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private Scene scene;
    private SharedStore store;
    private MemcachedServer memcached;
    private Path source;

    @BeforeEach
    void prepare() {
        memcached = MemcachedServer.startOrSkip();
        closeables.add(memcached);
        scene = new Scene(folder);
        scene.letEncodeAll();
        store = SharedStore.directory(scene);
        source = scene.source("film");
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = closeables.size() - 1; i >= 0; i--) {
            closeables.get(i).close();
        }
    }

    @Test
    void requestForManyProfilesWaitsForOneTimeoutAtMost() {
        Duration budget = Duration.ofMillis(500);
        WorkerProcess worker = worker(memcached.uri(), budget);
        String profiles = String.join(",", PROFILES);
        assertThat(worker.request(1, profiles, source))
                .extracting(Reply::outcome)
                .containsOnly("encoded");
        double well = IntStream.range(0, 5)
                .mapToDouble(i -> millis(worker, profiles, "hit"))
                .max()
                .orElseThrow();

        memcached.freeze();

        // More requests than the circuit breaker needs to open, so that all but the last few find it closed.
        List<Double> frozen = IntStream.range(0, 8)
                .mapToObj(i -> millis(worker, profiles, "stored"))
                .toList();
        memcached.thaw();
        Figures.print(
                "%d profiles in one request, budget %d ms: at most %.1f ms before; while Memcached hangs %s ms",
                PROFILES.size(), budget.toMillis(), well, frozen);
        assertThat(frozen.get(0)).as("the first one waits").isGreaterThan(0.8 * budget.toMillis());
        // Twice would be two timeouts; half of one is tolerated for a busy machine.
        assertThat(frozen).allSatisfy(millis -> assertThat(millis).isLessThan(well + 1.5 * budget.toMillis()));
    }

    @Test
    void openBreakerCostsRequestsUnderAMillisecondOnAverage() {
        WorkerProcess without = worker(memcached.uri(), Duration.ofMillis(100));
        WorkerProcess with = worker(WorkerSettings.MEMORY, Duration.ofMillis(100));
        assertThat(without.request(1, ONE, source)).extracting(Reply::outcome).containsExactly("encoded");
        assertThat(with.request(1, ONE, source)).extracting(Reply::outcome).containsExactly("stored");
        memcached.freeze();
        // Opens the circuit breaker, and warms up both.
        mean(without, "stored");
        mean(with, "hit");
        mean(without, "stored");
        mean(with, "hit");

        // In turns, so that other load on the machine affects both.
        double[] added = IntStream.range(0, BLOCKS)
                .mapToDouble(block -> mean(without, "stored") - mean(with, "hit"))
                .toArray();
        memcached.thaw();
        double mean = DoubleStream.of(added).average().orElseThrow();
        Figures.print(
                "Memcached hangs: %d requests took %.3f ms longer on average than hits of an index in memory (%.3f to %.3f)",
                BLOCKS * REQUESTS,
                mean,
                DoubleStream.of(added).min().orElseThrow(),
                DoubleStream.of(added).max().orElseThrow());
        assertThat(mean).isLessThan(1);
    }

    /** The mean of a block of requests, sent one after another. */
    private double mean(WorkerProcess worker, String outcome) {
        return IntStream.range(0, REQUESTS)
                .mapToDouble(i -> millis(worker, ONE, outcome))
                .average()
                .orElseThrow();
    }

    private double millis(WorkerProcess worker, String profiles, String outcome) {
        List<Reply> replies = worker.request(1, profiles, source);
        assertThat(replies).extracting(Reply::outcome).containsOnly(outcome);
        return replies.get(0).millis();
    }

    private WorkerProcess worker(String index, Duration budget) {
        WorkerProcess worker =
                WorkerProcess.start(WorkerSettings.of(index, store, scene).withBudget(budget), store);
        closeables.add(worker);
        return worker.awaitReady();
    }
}
