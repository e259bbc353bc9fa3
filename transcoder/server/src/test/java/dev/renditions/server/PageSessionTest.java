package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.access.SigningKeys;
import dev.renditions.support.UrlPath;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A browser on a server with signing keys, with a signed link to the page. */
@Timeout(60)
final class PageSessionTest {
    private static final SigningKeys KEYS = SigningKeys.parse("a:" + "A".repeat(43));

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.withKeys(folder, new FakeTranscoder(), KEYS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String signature(String path, Duration lifetime) {
        return KEYS.sign(UrlPath.parse(path), Instant.now().plus(lifetime)).query();
    }

    private static String cookie(String signature) {
        return "other=1; renditions-page=" + signature;
    }

    @Test
    void signedLinkToThePageAdmitsItsBrowserToEverything() {
        HttpResponse<String> opened = server.get("?" + signature("/", Duration.ofMinutes(1)));
        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(opened.headers().firstValue("Location")).hasValue("/");
        String set = opened.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
        String cookie = set.substring(0, set.indexOf(';'));
        assertThat(server.get("v1/profiles").statusCode()).isEqualTo(401);
        assertThat(server.get("v1/profiles", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(server.get("v1/stored", "Cookie", "a=b; " + cookie).statusCode())
                .isEqualTo(200);
        assertThat(server.put("x", "bytes").statusCode()).isEqualTo(401);
        assertThat(server.put("x", "bytes", "Cookie", cookie).statusCode()).isEqualTo(201);
        assertThat(server.put("x", "bytes", "Cookie", cookie, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        String link = signature("/", Duration.ofMinutes(1));
        String other = signature("/", Duration.ofMinutes(2));
        assertThat(server.get("v1/session", "Cookie", cookie(link)).body()).contains("\"ends\":\"20");
        assertThat(signOut("Cookie", cookie(link), "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.get("v1/stored", "Cookie", cookie(link)).statusCode()).isEqualTo(200);

        HttpResponse<String> out = signOut("Cookie", cookie(link));
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("renditions-page=;")
                .contains("Max-Age=0", "Path=/");
        for (String target : new String[] {"v1/stored", "v1/profiles", "v1/session", "v1/events", "metrics"}) {
            assertThat(server.get(target, "Cookie", cookie(link)).statusCode())
                    .as(target)
                    .isEqualTo(401);
        }
        assertThat(server.put("x", "bytes", "Cookie", cookie(link)).statusCode())
                .isEqualTo(401);
        assertThat(server.get("?" + link).statusCode()).as("the same link").isEqualTo(401);
        assertThat(server.get("v1/stored", "Cookie", cookie(other)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void signingOutWithoutASessionIsRefused() {
        assertThat(signOut().statusCode()).isEqualTo(401);
        assertThat(signOut("Cookie", cookie(signature("/v1/stored", Duration.ofMinutes(1))))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> signed =
                server.send(server.request("v1/session?" + signature("/v1/session", Duration.ofMinutes(1)))
                        .DELETE()
                        .build());
        assertThat(signed.statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> signOut(String... headers) {
        return server.send(server.request("v1/session", headers).DELETE().build());
    }

    @Test
    void otherSignaturesDoNotAdmitToThePage() {
        String file = signature("/v1/profiles", Duration.ofMinutes(1));
        assertThat(server.get("?" + file).statusCode()).isEqualTo(401);
        assertThat(server.get("v1/profiles", "Cookie", cookie(file)).statusCode())
                .isEqualTo(401);
        String over = signature("/", Duration.ofSeconds(-1));
        assertThat(server.get("?" + over).statusCode()).isEqualTo(401);
        assertThat(server.get("v1/stored", "Cookie", cookie(over)).statusCode()).isEqualTo(401);
        assertThat(server.get("v1/stored", "Cookie", cookie("%zz")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void signatureInTheAddressTakesPrecedenceOverTheCookie() {
        String cookie = cookie(signature("/", Duration.ofMinutes(1)));
        String wrong = signature("/v1/stored", Duration.ofMinutes(1));
        assertThat(server.get("v1/profiles?" + wrong, "Cookie", cookie).statusCode())
                .isEqualTo(401);
    }

    @Test
    void reverseProxyMayUseTls() {
        String cookie = cookie(signature("/", Duration.ofMinutes(1)));
        String origin = "https://" + server.uri().getAuthority();
        assertThat(server.put("x", "bytes", "Cookie", cookie, "Origin", origin).statusCode())
                .isEqualTo(201);
    }
}
