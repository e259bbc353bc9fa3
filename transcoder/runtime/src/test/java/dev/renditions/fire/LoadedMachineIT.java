package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Timing;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.IndexRebuild;
import dev.renditions.testing.ManyRenditions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A healthy Memcached with the default timeouts, on a machine whose processors are all busy. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files can't be replaced while others read them")
@Timeout(180)
final class LoadedMachineIT {
    private static final String PROFILE = "mp4-720p";
    private static final int ROUNDS = 4;
    private static final int WORKERS = 6;
    private static final int RENDITIONS = 20_000;
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Long enough for every waiting worker to poll the lease again. */
    private static final Duration SOME_POLLS = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private MemcachedServer memcached;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        closeables.add(memcached);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = closeables.size() - 1; i >= 0; i--) {
            closeables.get(i).close();
        }
    }

    /** Starting this many virtual machines is the load. */
    @Test
    void workersThatStartTogetherKeepTheIndexAndEncodeOnce() {
        Scene scene = new Scene(folder);
        SharedStore store = SharedStore.directory(scene);
        WorkerSettings settings =
                WorkerSettings.of(memcached.uri(), store, scene).withBudget(MemcachedSettings.USUAL_BUDGET);
        List<Path> sources = new ArrayList<>();
        List<WorkerProcess> workers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Path source = scene.source("round " + round);
            sources.add(source);
            for (int i = 0; i < WORKERS; i++) {
                WorkerProcess worker = WorkerProcess.start(settings, store);
                closeables.add(worker);
                workers.add(worker);
                worker.ask(1, PROFILE, source);
            }
        }
        workers.forEach(worker -> worker.awaitReady().awaitBegun());
        await("all have missed")
                .atMost(SOON)
                .until(() -> sources.stream().allMatch(source -> scene.misses(source) == WORKERS));
        await("encodes while all wait")
                .during(SOME_POLLS)
                .atMost(SOON)
                .until(() -> sources.stream()
                        .allMatch(source -> !scene.encodes(source).isEmpty()));

        scene.letEncodeAll();

        List<Reply> replies =
                workers.stream().flatMap(worker -> worker.replies().stream()).toList();
        List<String> outages = workers.stream()
                .flatMap(worker -> worker.said().lines())
                .filter(line -> line.contains("without the index"))
                .toList();
        List<String> counts = workers.stream()
                .flatMap(worker -> worker.said().lines())
                .filter(line -> line.startsWith(Worker.COUNTS))
                .toList();
        long late = counts.stream()
                .filter(line -> line.contains(LookupMetric.TIMEOUT.name()))
                .count();
        Figures.print(
                "of %d workers that started together, %d lost the index and %d had a late lookup",
                workers.size(), outages.size(), late);
        assertThat(counts).hasSameSizeAs(workers);
        assertThat(counts)
                .as("leases in the store, which are taken only without an index")
                .noneMatch(line -> line.contains(LookupMetric.FALLBACK_LEASE.name()));
        assertThat(late).as("workers with a late lookup").isLessThan(workers.size() / 4);
        assertThat(replies)
                .extracting(Reply::outcome)
                .containsOnly("encoded", "coalesced")
                .filteredOn("encoded"::equals)
                .hasSize(ROUNDS);
        assertThat(sources)
                .allSatisfy(source -> assertThat(scene.encodes(source)).hasSize(1));
        assertThat(outages).isEmpty();
    }

    @Test
    void rebuildGetsAResponseForEveryRendition() {
        Stream.generate(Burner::start)
                .limit(4L * Runtime.getRuntime().availableProcessors())
                .forEach(closeables::add);
        try (ArtifactIndex index = MemcachedIndex.connect(MemcachedSettings.parse(memcached.uri()), Samples::seal)) {
            long begin = System.nanoTime();
            IndexRebuild.Report report = new IndexRebuild(
                            new ManyRenditions(RENDITIONS),
                            index.locations(),
                            index.tracks(),
                            ProfileCatalog.builtIn(),
                            Timing.system())
                    .run(16, IndexRebuild.Listener.NONE);
            Figures.print(
                    "rebuild of %d on a loaded machine: %s in %.1f s",
                    RENDITIONS, report, (System.nanoTime() - begin) / 1e9);
            assertThat(report).isEqualTo(new IndexRebuild.Report(RENDITIONS, 0, 0, 0, 0, Optional.empty()));
        }
    }

    /** A thread in a busy loop. */
    private static final class Burner implements AutoCloseable {
        private volatile boolean ended;

        static Burner start() {
            Burner burner = new Burner();
            Thread thread = new Thread(burner::burn, "burner");
            thread.setDaemon(true);
            thread.start();
            return burner;
        }

        private void burn() {
            while (!ended) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            ended = true;
        }
    }
}
