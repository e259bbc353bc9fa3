package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The command {@code serve} in its own process. */
@Timeout(120)
final class ServeIT {
    private static final Path FILM = Checkout.path("samples", "video-1080p.mp4");
    private static final Pattern URL = Pattern.compile("listens on (http://\\S+/)");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void signalStopsEncodersAndLeavesNothing() throws Exception {
        try (RunningProgram program = new RunningProgram(folder)) {
            program.start(List.of(
                    "serve",
                    "--port",
                    "0",
                    "--upload-dir",
                    folder.resolve("uploads").toString()));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> URL.matcher(program.log()).find());
            Matcher url = URL.matcher(program.log());
            assertThat(url.find()).isTrue();
            URI server = URI.create(url.group(1));
            HttpResponse<String> upload = client.send(
                    HttpRequest.newBuilder(server.resolve("v1/uploads/film.mp4"))
                            .PUT(HttpRequest.BodyPublishers.ofFile(FILM))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(upload.statusCode()).isEqualTo(201);
            String key = upload.body().replaceAll(".*\"key\":\"([^\"]*)\".*", "$1");
            CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                    HttpRequest.newBuilder(server.resolve("v1/renditions/av1-1080p/uploads/" + key + "?wait=25"))
                            .build(),
                    BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !program.encoders().isEmpty());
            List<ProcessHandle> encoders = program.encoders();
            RunningProgram.signal("TERM", program.pid());
            assertThat(waiting.get().statusCode()).isEqualTo(503);
            program.awaitExit(Duration.ofSeconds(20));
            await().atMost(Duration.ofSeconds(5)).until(() -> encoders.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(TestServer.filesIn(program.work())).isEmpty();
            assertThat(TestServer.filesInStore(program.store())).isEmpty();
        }
    }

    @Test
    void objectsOfAllowedBucketsAreEncodedAndServedFromS3() throws Exception {
        S3Endpoint endpoint = S3Emulator.shared();
        try (S3Client s3 = endpoint.client();
                RunningProgram program = new RunningProgram(folder)) {
            String bucket = endpoint.newBucket(s3);
            s3.putObject(
                    r -> r.bucket(bucket).key("in/still.jpg"),
                    RequestBody.fromFile(Checkout.path("samples", "still.jpg")));
            program.with(Setting.STORE, "s3://" + bucket + "/out")
                    .with(Setting.S3_PATH_STYLE, "true")
                    .with(Setting.ALLOWED_SOURCES, "s3://" + bucket + "/in")
                    .withVariables(Map.of(
                            "AWS_ENDPOINT_URL_S3", endpoint.uri().toString(),
                            "AWS_REGION", "us-east-1",
                            "AWS_ACCESS_KEY_ID", "test",
                            "AWS_SECRET_ACCESS_KEY", "test"));
            program.start(List.of(
                    "serve",
                    "--port",
                    "0",
                    "--upload-dir",
                    folder.resolve("uploads").toString()));
            URI server = server(program);
            String path = "v1/renditions/poster/" + bucket;
            assertThat(get(server.resolve(path + "/out/still.jpg")).statusCode())
                    .isEqualTo(403);
            HttpResponse<String> made = get(server.resolve(path + "/in/still.jpg?wait=25"));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(302);
            String link = made.headers().firstValue("Location").orElseThrow();
            assertThat(link).startsWith(endpoint.uri().toString());
            assertThat(get(URI.create(link)).statusCode()).isEqualTo(200);
            assertThat(get(server.resolve("v1/stored")).body())
                    .contains("\"profile\":\"poster\"", endpoint.uri().toString());
            assertThat(get(server.resolve("healthz")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void portInUseIsReported() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli.Ran ran = new Cli(folder).run("serve", "--port", String.valueOf(taken.getLocalPort()));
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err()).contains("--port", String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void allMistakesAreReportedTogether() {
        Cli.Ran ran = new Cli(folder).run("serve", "--port", "99999", "--queue", "0", "--address", "0.0.0.0");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--port", "--queue", "--address", "RENDITIONS_SIGNING_KEYS");
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(40)).build(), BodyHandlers.ofString());
    }

    private static URI server(RunningProgram program) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> URL.matcher(program.log()).find());
        Matcher url = URL.matcher(program.log());
        assertThat(url.find()).isTrue();
        return URI.create(url.group(1));
    }
}
