package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.access.SigningKeys;
import dev.renditions.support.UrlPath;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests as a browser sends them for a page of another server: without a signature they get nothing and start
 * nothing.
 */
@Timeout(60)
final class CrossSiteTest {
    private static final SigningKeys KEYS = SigningKeys.parse("a:" + "A".repeat(43));
    private static final String OTHER = "http://other.example";
    private static final String POLICY = "Cross-Origin-Resource-Policy";

    @TempDir
    private Path folder;

    private final FakeTranscoder transcoder = new FakeTranscoder();
    private TestServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> targets(String key) {
        return List.of(
                "page/view.js",
                "page/page.css",
                "healthz",
                "metrics",
                "v1/openapi.json",
                "v1/profiles",
                "v1/stats",
                "v1/stored",
                "v1/events",
                "v1/files/aa/x",
                "v1/renditions/poster/uploads/" + key,
                "v1/renditions/poster/uploads/" + key + "?wait=30",
                "v1/streams/hls/uploads/" + key,
                "no/such/path");
    }

    /**
     * What browsers add to requests from a page of another site, from another port of this machine, and what old
     * browsers add.
     */
    private static List<String[]> foreign(String... more) {
        List<String[]> all = new ArrayList<>();
        for (String[] headers : new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"},
            {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"},
            {"Sec-Fetch-Site", "cross-site", "Origin", OTHER},
            {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "video"},
            {"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"},
            {"Origin", OTHER},
            {"Origin", "null"},
        }) {
            List<String> joined = new ArrayList<>(List.of(headers));
            joined.addAll(List.of(more));
            all.add(joined.toArray(String[]::new));
        }
        return all;
    }

    private HttpResponse<String> send(String method, String target, String... headers) {
        return server.send(server.request(target, headers)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    @Test
    void serverWithoutKeysRefusesPagesOfOtherServers() {
        server = TestServer.in(folder, transcoder);
        String key = server.upload("holiday.mp4", "a film");
        for (String target : targets(key)) {
            for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE")) {
                for (String[] headers : foreign()) {
                    HttpResponse<String> answer = send(method, target, headers);
                    assertThat(answer.statusCode())
                            .as(method + " " + target + " " + List.of(headers))
                            .isEqualTo(403);
                    assertThat(answer.headers().firstValue(POLICY)).hasValue("same-origin");
                    assertThat(answer.headers().map().keySet())
                            .noneMatch(name -> name.regionMatches(true, 0, "Access-Control", 0, 14));
                }
            }
        }
        assertThat(send("GET", "v1/renditions/poster/uploads/" + key, navigation("cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(transcoder.probes() + transcoder.encodes()).isZero();
    }

    private static String[] navigation(String site) {
        return new String[] {"Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"};
    }

    @Test
    void ownPageAndProgramsAreAdmitted() {
        server = TestServer.in(folder, transcoder);
        String key = server.upload("holiday.mp4", "a film");
        assertThat(send("GET", "", navigation("cross-site")).statusCode()).isEqualTo(200);
        for (String[] headers : new String[][] {
            {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "video"},
            {"Sec-Fetch-Site", "same-origin", "Origin", "http://" + server.uri().getAuthority()},
            navigation("none"),
            {},
        }) {
            HttpResponse<String> answer = server.get("v1/renditions/poster/uploads/" + key + "?wait=30", headers);
            assertThat(answer.statusCode()).as(List.of(headers).toString()).isEqualTo(302);
            assertThat(answer.headers().firstValue(POLICY)).hasValue("same-origin");
            String file = answer.headers().firstValue("Location").orElseThrow();
            assertThat(server.get(file, headers).statusCode()).isEqualTo(200);
            assertThat(server.get("page/view.js", headers).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void allowedOriginMayReadButNotSend() {
        server = TestServer.withOrigins(folder, transcoder, OTHER);
        HttpResponse<String> answer = server.get("v1/profiles", "Origin", OTHER, "Sec-Fetch-Site", "cross-site");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(OTHER);
        assertThat(server.get("v1/profiles", "Origin", OTHER + ".evil").statusCode())
                .isEqualTo(403);
        assertThat(server.put("x", "bytes", "Origin", OTHER).statusCode()).isEqualTo(403);
    }

    /** The command refuses this setting; the server does not rely on that. */
    @Test
    void wildcardOriginHasNoEffectWithoutKeys() {
        server = TestServer.withOrigins(folder, transcoder, "*");
        HttpResponse<String> answer = server.get("v1/profiles", "Origin", OTHER);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    /** {@code SameSite=Strict} separates sites; all ports of a host are one site. */
    @Test
    void cookieDoesNotAdmitPagesOfOtherPorts() {
        server = TestServer.withKeys(folder, transcoder, KEYS);
        String cookie = "renditions-page=" + signature("/");
        assertThat(server.get("v1/profiles", "Cookie", cookie).statusCode()).isEqualTo(200);
        for (String[] headers : foreign("Cookie", cookie)) {
            HttpResponse<String> answer = server.get("v1/profiles", headers);
            assertThat(answer.statusCode()).as(List.of(headers).toString()).isEqualTo(403);
            assertThat(answer.headers().firstValue(POLICY)).hasValue("same-origin");
        }
    }

    @Test
    void signedLinksMayBeEmbeddedAnywhere() {
        server = TestServer.withKeys(folder, transcoder, KEYS);
        for (String[] headers : foreign()) {
            HttpResponse<String> answer = server.get("v1/profiles?" + signature("/v1/profiles"), headers);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue(POLICY)).isEmpty();
        }
    }

    private static String signature(String path) {
        return KEYS.sign(UrlPath.parse(path), Instant.now().plus(Duration.ofMinutes(1)))
                .query();
    }
}
