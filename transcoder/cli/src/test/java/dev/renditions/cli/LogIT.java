package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.config.Setting;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.support.UrlPath;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The log of a server at its finest level has no secrets, and little text from clients. */
@Timeout(120)
final class LogIT {
    private static final Pattern URL = Pattern.compile("listens on (http://\\S+/)");
    private static final String KEY = "a:" + "QUJD".repeat(10) + "QUI";
    private static final SigningKeys KEYS = SigningKeys.parse(KEY);
    private static final String TOKEN = "session-token-of-the-service";
    private static final String SECRET = "secret-key-of-the-service";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private URI start(RunningProgram program) throws IOException {
        program.with(Setting.SIGNING_KEYS, KEY).withLog("trace");
        program.start(List.of(
                "serve",
                "--port",
                "0",
                "--upload-dir",
                folder.resolve("uploads").toString()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> URL.matcher(program.log()).find());
        Matcher url = URL.matcher(program.log());
        assertThat(url.find()).isTrue();
        return URI.create(url.group(1));
    }

    private static String signature(String path) {
        return KEYS.sign(UrlPath.parse(path), Instant.now().plus(Duration.ofMinutes(5)))
                .query();
    }

    private HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(40));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    @Test
    void noSecretIsLogged() throws Exception {
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
                    .with(Setting.GUARDED_SOURCES, "s3://" + bucket + "/guarded")
                    .withVariables(Map.of(
                            "AWS_ENDPOINT_URL_S3",
                            endpoint.uri().toString(),
                            "AWS_REGION",
                            "us-east-1",
                            "AWS_ACCESS_KEY_ID",
                            "test",
                            "AWS_SECRET_ACCESS_KEY",
                            SECRET,
                            "AWS_SESSION_TOKEN",
                            TOKEN));
            URI server = start(program);
            String path = "/v1/renditions/poster/" + bucket + "/in/still.jpg";
            HttpResponse<String> made = get(server.resolve(path + "?wait=25&" + signature(path)));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(302);
            assertThat(get(server.resolve("v1/stored"), "Cookie", "renditions-page=" + signature("/"))
                            .statusCode())
                    .isEqualTo(200);
            String guarded = "/v1/renditions/poster/" + bucket + "/guarded/x.jpg";
            String proof = endpoint.uri() + "/" + bucket + "/guarded/x.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                    + "&X-Amz-Credential=AKIA%2F20260101%2Fr%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z"
                    + "&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=of-the-proof"
                    + "&X-Amz-Security-Token=token-of-the-proof";
            for (String shown : List.of(proof, proof + "%zz", proof + "&x=y")) {
                HttpResponse<String> answer =
                        get(server.resolve(guarded + "?" + signature(guarded)), "X-Renditions-Proof", shown);
                assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
                assertThat(answer.body()).doesNotContain("of-the-proof");
            }
            assertThat(program.log())
                    .contains("DEBUG dev.renditions")
                    .doesNotContain(TOKEN, SECRET, "of-the-proof", KEY.substring(2))
                    .doesNotContain("signature=", "X-Amz-Signature", "renditions-page=");
        }
    }

    @Test
    void unauthenticatedRequestsLogLittle() throws Exception {
        try (RunningProgram program = new RunningProgram(folder)) {
            URI server = start(program);
            int before = program.log().length();
            String host = " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nConnection: close\r\n";
            List<String> kinds = List.of(
                    "GET /v1/renditions/poster/uploads/" + "a".repeat(3000) + host + "\r\n",
                    "GET /v1/stored?search=" + "b".repeat(3000) + host + "Cookie: renditions-page=%zz\r\n\r\n",
                    "PUT /v1/uploads/" + "c".repeat(3000) + host + "Content-Length: 5\r\n\r\nhello",
                    "GET /" + "d".repeat(3000) + host + "X: " + "e".repeat(3000) + "\r\n\r\n",
                    "GET /%zz" + host + "\r\n",
                    "nonsense" + "f".repeat(3000) + "\r\n\r\n");
            for (int i = 0; i < 300; i++) {
                try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                    socket.setSoTimeout(20_000);
                    socket.getOutputStream().write(kinds.get(i % kinds.size()).getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                            .startsWith("HTTP/1.1 4");
                }
            }
            assertThat(program.log().length() - before).isLessThan(30_000);
        }
    }
}
