package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listing a store with damaged manifests, and one with many renditions. */
@Timeout(300)
final class StoreListingTest {
    private static final int MANY = 20_000;
    /** If listings occupied every thread, it would take a minute or more; a busy machine takes some seconds. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.in(folder, new FakeTranscoder());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path manifest(int number) {
        RenditionKey key =
                new RenditionKey(new ContentHash("%064x".formatted(number)), ProfileId.parse("poster-000000000000"));
        return folder.resolve("store").resolve(RenditionLayout.manifest(key));
    }

    private void write(int number, String text) throws IOException {
        Files.createDirectories(manifest(number).getParent());
        Files.writeString(manifest(number), text);
    }

    @Test
    void unreadableManifestDoesNotHideOthers() throws IOException {
        String key = server.upload("holiday.mp4", "a film");
        server.get("v1/renditions/poster/uploads/" + key + "?wait=30");
        write(1, "{");
        write(2, "");
        write(3, "{\"version\":9999}");
        HttpResponse<String> answer = server.get("v1/stored");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("holiday.mp4", "%064x/poster-000000000000".formatted(3));
        assertThat(answer.body()
                        .replaceAll(".*\"unreadable\":\\[([^\\]]*)\\].*", "$1")
                        .split(","))
                .hasSize(3);
        assertThat(server.get("v1/stored?search=holiday").body()).contains("\"unreadable\":[]");
    }

    /** As many requests as the server has threads: each list walks through the whole store. */
    @Test
    void serverAnswersWhileManyRequestsListALargeStore() throws Exception {
        for (int i = 0; i < MANY; i++) {
            write(i, "");
        }
        List<CompletableFuture<Integer>> lists = IntStream.range(0, 700)
                .mapToObj(i -> server.client()
                        .sendAsync(
                                server.request("v1/stored?limit=1&search=nowhere" + i)
                                        .build(),
                                BodyHandlers.discarding())
                        // A limit on connections may refuse some of them.
                        .handle((answer, failure) -> failure == null ? answer.statusCode() : 429))
                .toList();
        long longest = 0;
        for (int i = 0; i < 20; i++) {
            long begun = System.nanoTime();
            assertThat(server.get("healthz").statusCode()).isEqualTo(200);
            longest = Math.max(longest, System.nanoTime() - begun);
        }
        assertThat(Duration.ofNanos(longest)).isLessThan(SOON);
        for (CompletableFuture<Integer> list : lists) {
            assertThat(list.get()).isIn(200, 429);
        }
    }
}
