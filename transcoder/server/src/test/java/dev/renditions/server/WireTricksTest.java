package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempted attacks of a penetration test, byte by byte: path traversal, smuggled requests, injected headers. */
@Timeout(60)
final class WireTricksTest {
    private static final String END = "\r\n\r\n";
    private static final String CANARY = "the canary sings";

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.in(folder, new FakeTranscoder());
        String key = server.upload("holiday.mp4", "a film");
        server.get("v1/renditions/poster/uploads/" + key + "?wait=30");
        Files.writeString(folder.resolve("secret"), CANARY);
        Files.writeString(folder.resolve("store").resolve("secret"), CANARY);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void assertNothingWasUploaded() {
        assertThat(TestServer.filesInUploads(server.uploads())).hasSize(1);
    }

    private static String host() {
        return "localhost:" + server.uri().getPort();
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close" + END;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "secret",
                "./secret",
                "../../secret",
                "..%2fsecret",
                "..%2Fsecret",
                "%2e%2e/secret",
                "%2e%2e%2fsecret",
                ".%2e/secret",
                "%2e./secret",
                "..;/secret",
                "..;x=y/secret",
                "..%3b/secret",
                "..\\secret",
                "..%5csecret",
                "%252e%252e/secret",
                "%252e%252e%252fsecret",
                "..%c0%afsecret",
                "..%c1%9csecret",
                "%c0%ae%c0%ae/secret",
                "%e0%80%ae%e0%80%ae/secret",
                "%uff0e%uff0e/secret",
                "..%00/secret",
                "secret%00.jpg",
                "....//secret",
                "..././secret",
                "x/../../secret",
                "//secret",
                "/../secret",
                "~/secret",
                "file:secret",
                "..%0a/secret",
                "..%20/secret"
            })
    void noSpellingEscapesAFolder(String spelling) throws IOException {
        String stored = "aa/" + "a".repeat(64) + "/poster-000000000000/";
        for (String start : List.of(
                "/v1/files/",
                "/v1/files/" + stored,
                "/v1/stored/" + stored,
                "/v1/stored/",
                "/v1/renditions/poster/uploads/",
                "/v1/streams/hls/uploads/",
                "/page/",
                "/")) {
            assertThat(Wire.answers(server.uri(), get(start + spelling)))
                    .as(start + spelling)
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain(CANARY, folder.toString());
            assertThat(Wire.answers(server.uri(), get(start + "?file=" + spelling.replace(" ", "%20"))))
                    .doesNotContain(CANARY, folder.toString());
        }
    }

    /** Headers for which two readers may disagree about the end of the header or of the body. */
    static List<String> ambiguous() {
        return List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: +5",
                "Content-Length: -1",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: 99999999999999999999",
                "Content-Length : 5",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked, identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: \"chunked\"",
                "X: y\r\n Transfer-Encoding: chunked",
                "X: a\rTransfer-Encoding: chunked",
                "X\u0000: y",
                "X: a\u0000b",
                "X Y: z",
                ": nameless",
                "no colon",
                "Host: evil.example");
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void refusesAnAmbiguousHeaderAndClosesTheConnection(String header) throws IOException {
        String smuggled =
                "PUT /v1/uploads/smuggled HTTP/1.1\r\nHost: " + host() + "\r\nContent-Length: 5" + END + "hello";
        String answers = Wire.answers(
                server.uri(),
                "PUT /v1/uploads/x HTTP/1.1\r\nHost: " + host() + "\r\n" + header + END + "0" + END + smuggled);
        assertThat(answers).startsWith("HTTP/1.1 4").containsOnlyOnce("HTTP/1.1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1\r\n",
                "0x5\r\n",
                "+5\r\n",
                " 5\r\n",
                "5 5\r\n",
                "ffffffffffffffffff\r\n",
                "fffffffffffffff0\r\n",
                "5\r\nhello!!\r\n",
                "g\r\n",
                "\r\n\r\n"
            })
    void refusesAChunkWithoutAPlainLength(String chunk) throws IOException {
        String smuggled =
                "PUT /v1/uploads/smuggled HTTP/1.1\r\nHost: " + host() + "\r\nContent-Length: 5" + END + "hello";
        String answers = Wire.answers(
                server.uri(),
                "PUT /v1/uploads/x HTTP/1.1\r\nHost: " + host() + "\r\nTransfer-Encoding: chunked" + END + chunk
                        + smuggled);
        assertThat(answers).startsWith("HTTP/1.1 4").containsOnlyOnce("HTTP/1.1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1 x",
                "GET\t/healthz HTTP/1.1",
                "GET /healthz\tHTTP/1.1",
                "GET /healthz HTTP/9.9",
                "GET /healthz",
                "GET HTTP/1.1",
                " GET /healthz HTTP/1.1",
                "G\u0000T /healthz HTTP/1.1",
                "GET /heal\u0000thz HTTP/1.1",
                "GET /heal\rthz HTTP/1.1",
                "CONNECT evil.example:80 HTTP/1.1",
                "PRI * HTTP/2.0"
            })
    void refusesAMalformedRequestLine(String line) throws IOException {
        String answers = Wire.answers(
                server.uri(), line + "\r\nHost: " + host() + "\r\nConnection: close" + END + get("/v1/profiles"));
        assertThat(answers).doesNotStartWith("HTTP/1.1 2").doesNotContain("mp4-720p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%0d%0a", "%0a", "%0d", "%0d%0a%20", "%e5%98%8a%e5%98%8d", "%c4%8d%c4%8a", "%0b", "%00"})
    void responsesHaveNoInjectedHeader(String lineEnd) throws IOException {
        String evil = "x" + lineEnd + "Set-Cookie:%20evil=1" + lineEnd + lineEnd + "<script>";
        for (String target : List.of(
                "/" + evil,
                "/?expires=1&key=" + evil + "&signature=" + evil,
                "/v1/stored?search=" + evil + "&after=" + evil,
                "/v1/renditions/poster/uploads/" + evil,
                "/v1/renditions/" + evil + "/uploads/x",
                "/v1/files/" + evil,
                "/v1/stored/" + "a".repeat(64) + "/poster-000000000000?file=" + evil,
                "/v1/streams/hls/uploads/" + evil + "/master.m3u8")) {
            String answer =
                    Wire.answers(server.uri(), get(target.replace("<", "%3c").replace(">", "%3e")));
            assertThat(answer.substring(0, answer.indexOf(END)))
                    .doesNotContainIgnoringCase("set-cookie")
                    .doesNotContain("evil=1");
            // A name is repeated only in JSON, which browsers don't render as a page.
            assertThat(!answer.contains("<script>") || answer.contains("Content-Type: application/problem+json"))
                    .as(answer)
                    .isTrue();
        }
    }
}
