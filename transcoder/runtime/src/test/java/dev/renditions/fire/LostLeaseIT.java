package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.RequestLimits;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A lease may vanish from Memcached at any moment while its holder lives: three workers still encode once. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files can't be replaced while others read them")
@Timeout(180)
final class LostLeaseIT {
    private static final String PROFILE = "mp4-720p";
    private static final int WORKERS = 3;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Short, so that a lease that is not restored expires during the test. */
    private static final Duration LEASE = Duration.ofSeconds(12);

    /** Long enough for each waiting worker to poll the lease. */
    private static final Duration SOME_POLLS = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private List<WorkerProcess> workers = List.of();
    private Optional<MemcachedServer> started = Optional.empty();
    private Scene scene;
    private SharedStore store;
    private Path source;

    @AfterEach
    void stop() {
        workers.forEach(WorkerProcess::close);
        started.ifPresent(MemcachedServer::close);
    }

    @Test
    void repeatedFlushCostsNoSecondEncode() {
        MemcachedServer memcached = begin(MemcachedServer.startOrSkip(), LEASE);
        for (int i = 0; i < 8; i++) {
            memcached.flushAll();
            assertOneEncodeFor(SOME_POLLS);
        }
        assertEndsWell();
    }

    @Test
    void restartsCostNoSecondEncode() {
        MemcachedServer memcached = begin(MemcachedServer.startOrSkip(), RequestLimits.LEASE);
        for (int i = 0; i < 3; i++) {
            memcached.stop();
            assertOneEncodeFor(SOME_POLLS);
            memcached.start();
            await("the lease is restored")
                    .atMost(SOON)
                    .until(() -> memcached.get(leaseKey()).isPresent());
            assertOneEncodeFor(SOME_POLLS);
        }
        assertEndsWell();
    }

    @Test
    void evictionByOthersCostsNoSecondEncode() {
        MemcachedServer memcached = begin(MemcachedServer.startSmallOrSkip(), LEASE);
        String key = leaseKey();
        int evicted = 0;
        for (int i = 0; i < 8; i++) {
            String value = memcached.get(key).orElse("x".repeat(80));
            memcached.churn(20_000, key.length(), value);
            evicted += memcached.get(key).isEmpty() ? 1 : 0;
            assertOneEncodeFor(SOME_POLLS);
        }
        Figures.print("lease evicted %d times of 8", evicted);
        assertThat(evicted).as("the lease must be evicted at least once").isPositive();
        assertEndsWell();
    }

    /** Starts one worker that encodes and others that have seen its lease. */
    private MemcachedServer begin(MemcachedServer memcached, Duration lease) {
        started = Optional.of(memcached);
        scene = new Scene(folder);
        store = SharedStore.directory(scene);
        source = scene.source("film");
        workers = WorkerProcess.start(
                WORKERS,
                WorkerSettings.of(memcached.uri(), store, scene)
                        .withBudget(MemcachedSettings.USUAL_BUDGET)
                        .withLease(lease),
                store);
        workers.forEach(worker -> worker.ask(5, PROFILE, source));
        workers.forEach(WorkerProcess::awaitBegun);
        await("all have missed").atMost(SOON).until(() -> scene.misses(source) == WORKERS * 5);
        await("an encode").atMost(SOON).until(() -> !scene.encodes(source).isEmpty());
        assertOneEncodeFor(SOME_POLLS);
        return memcached;
    }

    private String leaseKey() {
        return IndexKeys.lease(SharedRendition.of(store, source, PROFILE).key());
    }

    private void assertOneEncodeFor(Duration time) {
        await("one encode")
                .during(time)
                .atMost(time.plus(SOON))
                .failFast(() -> assertThat(scene.encodes(source)).hasSize(1))
                .until(() -> true);
    }

    private void assertEndsWell() {
        scene.letEncode(source);
        List<Reply> replies =
                workers.stream().flatMap(worker -> worker.replies().stream()).toList();
        assertThat(scene.encodes(source)).hasSize(1);
        assertThat(replies)
                .hasSize(WORKERS * 5)
                .extracting(Reply::outcome)
                .containsOnlyOnce("encoded")
                .isSubsetOf("encoded", "coalesced", "hit", "stored");
        SharedRendition.of(store, source, PROFILE).assertIsTheOne(replies);
    }
}
