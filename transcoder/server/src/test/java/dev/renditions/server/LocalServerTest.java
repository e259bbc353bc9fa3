package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LocalServerTest {
    private static final String JSON = "application/json";

    @TempDir
    private Path folder;

    private final FakeTranscoder transcoder = new FakeTranscoder();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.in(folder, transcoder);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.work()).isEmpty();
    }

    @Test
    void makesAndServesARenditionOfAnUpload() {
        String key = server.upload("holiday.mp4", "a film");
        String target = "v1/renditions/mp4-720p/uploads/" + key;
        HttpResponse<String> first = server.get(target);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> made = server.get(target + "?wait=30", "Accept", JSON);
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).contains("\"profile\":\"mp4-720p\"", "/v1/files/");
        HttpResponse<String> hit = server.get(target);
        assertThat(hit.statusCode()).isEqualTo(302);
        HttpResponse<String> file =
                server.get(hit.headers().firstValue("Location").orElseThrow());
        assertThat(file.body()).contains("encode 1 of a film");
        HttpResponse<String> part =
                server.get(hit.headers().firstValue("Location").orElseThrow(), "Range", "bytes=4-7");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("moov");
    }

    @Test
    void sameBytesUnderAnotherNameAreAHit() {
        String first = server.upload("a.mp4", "a film");
        assertThat(server.get("v1/renditions/poster/uploads/" + first + "?wait=30")
                        .statusCode())
                .isEqualTo(302);
        String second = server.upload("b.mp4", "a film");
        assertThat(second).isNotEqualTo(first).endsWith("/b.mp4");
        HttpResponse<String> answer = server.get("v1/renditions/poster/uploads/" + second, "Accept", JSON);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"outcome\":\"hit\"");
        assertThat(transcoder.encodes()).isEqualTo(1);
        assertThat(TestServer.filesInUploads(server.uploads())).hasSize(1);
    }

    @Test
    void otherBytesUnderTheSameNameAreAnotherUpload() {
        String first = server.upload("a.mp4", "a film");
        String second = server.upload("a.mp4", "another film");
        assertThat(second).isNotEqualTo(first);
        assertThat(server.get("v1/renditions/poster/uploads/" + first + "?wait=30")
                        .statusCode())
                .isEqualTo(302);
        server.get("v1/renditions/poster/uploads/" + second + "?wait=30");
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void fiveHundredClientsThatWaitForOneRenditionGetOneEncode() throws Exception {
        String key = server.upload("a.mp4", "a film");
        CountDownLatch asked = new CountDownLatch(1);
        transcoder.whileEncoding(() -> awaitLatch(asked));
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 500)
                .mapToObj(i -> server.client()
                        .sendAsync(
                                server.request("v1/renditions/poster/uploads/" + key + "?wait=40")
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();
        await().until(() -> metric("renditions_requests_waiting") >= 500);
        asked.countDown();
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(302);
        }
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void profilesRequestedTogetherAreMadeTogether() {
        String blocking = server.upload("first.mp4", "first");
        CountDownLatch asked = new CountDownLatch(1);
        transcoder.whileEncoding(() -> awaitLatch(asked));
        server.get("v1/renditions/poster/uploads/" + blocking);
        await().until(() -> transcoder.encodes() == 1);
        String key = server.upload("a.mp4", "a film");
        for (String profile : List.of("poster", "mp4-360p", "audio-mp3")) {
            assertThat(server.get("v1/renditions/" + profile + "/uploads/" + key)
                            .statusCode())
                    .isEqualTo(202);
        }
        asked.countDown();
        server.get("v1/renditions/mp4-360p/uploads/" + key + "?wait=30");
        assertThat(transcoder.batches()).contains(Set.of("poster", "audio-mp3"), Set.of("mp4-360p"));
    }

    @Test
    void fullQueueSaysWhenToTryAgain() {
        CountDownLatch asked = new CountDownLatch(1);
        transcoder.whileEncoding(() -> awaitLatch(asked));
        server.get("v1/renditions/poster/uploads/" + server.upload("first.mp4", "first"));
        await().until(() -> transcoder.encodes() == 1);
        for (int i = 0; i < TestServer.QUEUE; i++) {
            String key = server.upload("a.mp4", "film " + i);
            assertThat(server.get("v1/renditions/poster/uploads/" + key).statusCode())
                    .isEqualTo(202);
        }
        String late = server.upload("late.mp4", "too late");
        HttpResponse<String> answer = server.get("v1/renditions/poster/uploads/" + late);
        asked.countDown();
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void unsupportedFileIsReported() {
        String key = server.upload("a.txt", "noise");
        assertThat(server.get("v1/renditions/poster/uploads/" + key + "?wait=30")
                        .statusCode())
                .isEqualTo(415);
        assertThat(transcoder.encodes()).isZero();
    }

    @Test
    void waitingRequestIsAnsweredWhenTheServerStops() throws Exception {
        String key = server.upload("a.mp4", "a film");
        CountDownLatch never = new CountDownLatch(1);
        transcoder.whileEncoding(() -> awaitLatch(never));
        CompletableFuture<HttpResponse<String>> waiting = server.client()
                .sendAsync(
                        server.request("v1/renditions/poster/uploads/" + key + "?wait=40")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        await().until(() -> transcoder.encodes() == 1);
        server.stop();
        assertThat(waiting.get().statusCode()).isEqualTo(503);
        assertThat(server.work()).isEmpty();
    }

    /** While it stops, Jetty closes connections that have been idle for a second, even in the middle of a response. */
    @Test
    void requestThatWaitedLongIsAnsweredWhenTheServerStops() throws Exception {
        String key = server.upload("a.mp4", "a film");
        transcoder.whileEncoding(() -> awaitLatch(new CountDownLatch(1)));
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 300)
                .mapToObj(i -> server.client()
                        .sendAsync(
                                server.request("v1/renditions/poster/uploads/" + key + "?wait=40")
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();
        await().until(() -> metric("renditions_requests_waiting") >= 300);
        Instant idle = Instant.now().plusMillis(1_200);
        await().until(() -> Instant.now().isAfter(idle));
        server.stop();
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(503);
        }
    }

    @Test
    void eventsReportAJobToItsEnd() throws IOException {
        String key = server.upload("a.mp4", "a film");
        HttpResponse<InputStream> events = server.client()
                .sendAsync(server.request("v1/events").build(), HttpResponse.BodyHandlers.ofInputStream())
                .join();
        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        server.get("v1/renditions/poster/uploads/" + key);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.equals("event: result")) {
                line = lines.readLine();
            }
            assertThat(lines.readLine()).contains("\"outcome\":\"encoded\"", key, "\"profile\":\"poster\"");
        }
    }

    @Test
    void storeIsListedInPagesAndSearched() {
        String key = server.upload("holiday.mp4", "a film");
        server.get("v1/renditions/poster/uploads/" + key + "?wait=30");
        server.get("v1/renditions/mp4-360p/uploads/" + key + "?wait=30");
        assertThat(server.get("v1/stored?search=poster").body())
                .contains("\"profile\":\"poster\"", "holiday.mp4")
                .doesNotContain("mp4-360p");
        assertThat(server.get("v1/stored?search=holiday%20mp4").body()).contains("mp4-360p");
        String page = server.get("v1/stored?limit=1").body();
        String next = page.replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");
        assertThat(server.get("v1/stored?limit=1&after=" + next).body()).contains("\"next\":null", "\"profile\"");
        assertThat(server.get("v1/stored?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void metricsHaveOutcomes() {
        String key = server.upload("a.mp4", "a film");
        server.get("v1/renditions/poster/uploads/" + key + "?wait=30");
        assertThat(server.get("metrics").body())
                .contains("renditions_outcomes_total{outcome=\"encoded\",profile=\"poster\"} 1.0")
                .contains("renditions_queue_depth 0.0", "renditions_http_request_seconds_count");
    }

    @Test
    void healthNamesAnUnreadableStore() throws IOException {
        // A file in place of the store's folder.
        Files.writeString(folder.resolve("store"), "in the way");
        HttpResponse<String> answer = server.get("healthz");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("store");
        Files.delete(folder.resolve("store"));
    }

    @Test
    void pagesContentSecurityPolicyIsStrict() {
        HttpResponse<String> page = server.get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe", "https:");
        assertThat(server.get("page/hls.js").body()).contains("Hls");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(server.get("", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    private double metric(String name) {
        return server.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CancellationException("cancelled");
        }
    }
}
