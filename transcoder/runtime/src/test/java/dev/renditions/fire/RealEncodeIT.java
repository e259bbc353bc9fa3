package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.testing.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same with the real encoder, which takes longer and starts child processes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files can't be replaced while others read them")
@Timeout(180)
final class RealEncodeIT {
    private static final String PROFILE = "mp4-480p";
    private static final Path FILM = Checkout.path("samples", "video-720p.mp4").toAbsolutePath();
    /** ffmpeg is unpacked once for all tests. */
    private static final Path CACHE = Checkout.target("test-cache");

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

    @Test
    void processesShareOneEncodeOfFfmpeg() {
        Scene scene = new Scene(folder);
        scene.letEncodeAll();
        SharedStore store = SharedStore.directory(scene);
        List<WorkerProcess> workers = WorkerProcess.start(
                3, WorkerSettings.of(memcached.uri(), store, scene).withFfmpeg(CACHE), store);
        closeables.addAll(workers);

        workers.forEach(worker -> worker.ask(4, PROFILE, FILM));
        workers.forEach(WorkerProcess::awaitBegun);
        List<Reply> replies =
                workers.stream().flatMap(worker -> worker.replies().stream()).toList();

        assertThat(scene.encodes(FILM)).hasSize(1);
        assertThat(replies).hasSize(12).extracting(Reply::outcome).containsOnlyOnce("encoded");
        SharedRendition.of(store, FILM, PROFILE).assertIsTheOne(replies);
    }
}
