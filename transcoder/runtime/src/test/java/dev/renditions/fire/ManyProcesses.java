package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.memcached.MemcachedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand concurrent requests for one missing rendition, from processes that share only index and store. Each kind
 * of store has its own subclass, so that its processes are started once.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files can't be replaced while others read them")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ManyProcesses {
    private static final int PROCESSES = 8;
    private static final int REQUESTS = 125;
    private static final String PROFILE = "mp4-720p";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final SharedStore.Kind kind;

    private Scene scene;
    private SharedStore store;
    private MemcachedServer memcached;
    private List<WorkerProcess> workers = List.of();

    ManyProcesses(SharedStore.Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        memcached = MemcachedServer.startOrSkip();
        scene = new Scene(folder);
        store = SharedStore.of(kind, scene);
        workers = WorkerProcess.start(PROCESSES, WorkerSettings.of(memcached.uri(), store, scene), store);
    }

    @AfterAll
    void stop() {
        workers.forEach(WorkerProcess::close);
        if (memcached != null) {
            memcached.close();
        }
    }

    @Test
    void thousandRequestsAreOneEncode() {
        Path source = scene.source("requested by all");
        askAll(source);

        scene.letEncode(source);

        List<Reply> replies = replies();
        assertThat(scene.encodes(source)).hasSize(1);
        assertAllRight(source, replies);
        assertThat(replies)
                .extracting(Reply::outcome)
                .containsOnlyOnce("encoded")
                .isSubsetOf("encoded", "coalesced", "hit", "stored");
    }

    @Test
    void flushDuringTheEncodeCostsNoSecondEncode() {
        Path source = scene.source("index flushed during the encode");
        askAll(source);

        awaitSomePolls(source);
        memcached.flushAll();
        awaitSomePolls(source);

        scene.letEncode(source);
        List<Reply> replies = replies();
        assertThat(scene.encodes(source)).hasSize(1);
        assertAllRight(source, replies);
        assertThat(replies)
                .extracting(Reply::outcome)
                .containsOnlyOnce("encoded")
                .isSubsetOf("encoded", "coalesced", "hit", "stored");
    }

    /** Sends the requests of all workers, and waits until an encode is running and all requests have missed. */
    private void askAll(Path source) {
        workers.forEach(worker -> worker.ask(REQUESTS, PROFILE, source));
        workers.forEach(WorkerProcess::awaitBegun);
        await("all requests have missed").atMost(SOON).until(() -> scene.misses(source) == PROCESSES * REQUESTS);
        awaitEncodes(source, 1);
    }

    /** Long enough for each waiting process to poll the lease, and for its holder to renew it. */
    private void awaitSomePolls(Path source) {
        await("encodes while all wait")
                .during(Duration.ofSeconds(4))
                .atMost(SOON)
                .until(() -> !scene.encodes(source).isEmpty());
    }

    private void awaitEncodes(Path source, int count) {
        await(count + " encodes").atMost(SOON).until(() -> scene.encodes(source).size() >= count);
    }

    private List<Reply> replies() {
        return workers.stream().flatMap(worker -> worker.replies().stream()).toList();
    }

    private void assertAllRight(Path source, List<Reply> replies) {
        assertThat(replies).hasSize(PROCESSES * REQUESTS);
        SharedRendition.of(store, source, PROFILE).assertIsTheOne(replies);
    }
}
