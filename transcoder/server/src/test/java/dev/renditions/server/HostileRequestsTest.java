package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that none of our clients would send, byte by byte: each gets its status, and none reaches the encoder or the
 * store.
 */
@Timeout(60)
final class HostileRequestsTest {
    private static final String END = "\r\n\r\n";

    @TempDir
    private static Path folder;

    private static final FakeTranscoder TRANSCODER = new FakeTranscoder();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.in(folder, TRANSCODER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void assertNothingWasReached() {
        assertThat(TRANSCODER.probes() + TRANSCODER.encodes()).isZero();
        assertThat(TestServer.filesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, /v1/files/../../etc/passwd",
        "400, /v1/files/%2e%2e/%2e%2e/etc/passwd",
        "400, /v1/renditions/poster/uploads/%2e%2e/x",
        "400, /v1/renditions/poster/uploads/a%2Fb",
        "400, /v1/renditions/poster/uploads/a%252F..%252Fb/..",
        "400, /v1/renditions/poster/uploads/a%00b",
        "400, /v1/renditions/poster/uploads/a%ff",
        "400, /v1/renditions/poster/uploads/a%zz",
        "400, /v1/renditions/poster/%2e/x",
        "400, file:///etc/passwd",
        "400, ftp://HOST/healthz",
        "400, http://evil.example/healthz",
        "400, *",
        "403, /v1/renditions/poster/secret-bucket/x",
        "403, /v1/renditions/poster/uploads-of-others/x",
        "404, /v1/renditions/no-such-profile/uploads/0123456789ab/x",
        "404, /v1/renditions/poster/uploads/0123456789ab/x",
        "404, /v1/renditions/poster/uploads/x",
        "404, /v1/files/etc/passwd",
        "404, /page/../page/index.htm",
        "404, /META-INF/MANIFEST.MF",
    })
    void invalidTargetHasItsStatus(int status, String target) throws IOException {
        int expected = target.startsWith("/page/..") ? 400 : status;
        assertThat(answer("GET " + target.replace("HOST", host()) + " HTTP/1.1\r\nHost: " + host() + END))
                .isEqualTo(expected);
    }

    @Test
    void headersAndTargetsAreLimited() throws IOException {
        String host = "\r\nHost: " + host();
        assertThat(answer("GET / HTTP/1.1" + host + "\r\nX: " + "a".repeat(40_000) + END))
                .isEqualTo(431);
        assertThat(answer("GET /" + "a".repeat(40_000) + " HTTP/1.1" + host + END))
                .isEqualTo(414);
        assertThat(answer("GET /v1/stored?" + "a=1&".repeat(200) + " HTTP/1.1" + host + END))
                .isEqualTo(400);
    }

    @Test
    void bodiesAreLimited() throws IOException {
        assertThat(answer(put("x", "Content-Length: 99999999999") + "some")).isEqualTo(413);
        // Without a length, the limit is enforced while reading, and nothing remains.
        String chunk = "ffff\r\n" + "x".repeat(0xffff) + "\r\n";
        assertThat(answer(put("x", "Transfer-Encoding: chunked") + chunk.repeat(40)))
                .isEqualTo(413);
        assertThat(answer("GET /v1/profiles HTTP/1.1\r\nHost: " + host() + "\r\nContent-Length: 99999999" + END))
                .isEqualTo(413);
        assertThat(answer(put("x", "Transfer-Encoding: chunked") + "not a chunk\r\n"))
                .isEqualTo(400);
        assertThat(answer(put("x", "Transfer-Encoding: chunked\r\nContent-Length: 3") + "0\r\n\r\n"))
                .isEqualTo(400);
    }

    /** RFC 9112, 6.1: one reader would take what follows for the next request, and another for a body. */
    @Test
    void refusesChunksInOldVersions() throws IOException {
        String head = " HTTP/1.0\r\nHost: " + host() + "\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked" + END;
        for (String request : List.of("PUT /v1/uploads/x" + head, "GET /healthz" + head, "POST /v1/profiles" + head)) {
            assertThat(Wire.answers(server.uri(), request + "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: " + host() + END))
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("connection: close")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"400, a%2Fb", "400, ..", "400, %2e%2e", "400, a/b", "400, %00"})
    void nameOfAnUploadMustNotBeAPath(int status, String name) throws IOException {
        assertThat(answer(put(name, "Content-Length: 2") + "ab")).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "403, evil.example",
        "403, evil.example:PORT",
        "403, localhost.evil.example:PORT",
        "403, 127.0.0.1.evil.example:PORT",
        "403, localhost:1",
        "403, 10.0.0.1:PORT",
        "200, localhost:PORT",
        "200, 127.0.0.1:PORT",
        "200, [::1]:PORT",
    })
    void acceptsOnlyNamesOfThisMachine(int status, String host) throws IOException {
        String port = String.valueOf(server.uri().getPort());
        assertThat(answer("GET /healthz HTTP/1.1\r\nHost: " + host.replace("PORT", port) + END))
                .isEqualTo(status);
    }

    @Test
    void refusesRequestsWithoutExactlyOneHost() throws IOException {
        assertThat(answer("GET /healthz HTTP/1.1" + END)).isEqualTo(400);
        assertThat(answer("GET /healthz HTTP/1.0" + END)).isEqualTo(403);
        assertThat(answer("GET /healthz HTTP/1.1\r\nHost: " + host() + "\r\nHost: evil.example" + END))
                .isEqualTo(400);
    }

    @Test
    void pagesOfOtherServersMayNotSend() throws IOException {
        assertThat(answer(put("x", "Content-Length: 2\r\nOrigin: http://evil.example") + "ab"))
                .isEqualTo(403);
        assertThat(answer(put("x", "Content-Length: 2\r\nOrigin: null") + "ab")).isEqualTo(403);
        assertThat(answer(put("x", "Content-Length: 2\r\nSec-Fetch-Site: cross-site") + "ab"))
                .isEqualTo(403);
    }

    @Test
    void otherMethodsAreRefused() throws IOException {
        for (String method : new String[] {"POST", "DELETE", "PATCH", "BREW"}) {
            assertThat(answer(method + " /v1/profiles HTTP/1.1\r\nHost: " + host() + "\r\nContent-Length: 0" + END))
                    .as(method)
                    .isEqualTo(405);
        }
        assertThat(answer("GET /v1/uploads/x HTTP/1.1\r\nHost: " + host() + END))
                .isEqualTo(405);
    }

    private static String put(String name, String headers) {
        return "PUT /v1/uploads/" + name + " HTTP/1.1\r\nHost: " + host() + "\r\n" + headers + END;
    }

    private static String host() {
        return "localhost:" + server.uri().getPort();
    }

    /** The status of the response to these bytes. */
    private static int answer(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout(20_000);
            Thread sender = new Thread(() -> {
                try {
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                } catch (IOException e) {
                    // The server refused the request before all of it was sent.
                }
            });
            sender.start();
            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertThat(head).startsWith("HTTP/1.");
            return Integer.parseInt(head.substring(9, 12));
        }
    }
}
