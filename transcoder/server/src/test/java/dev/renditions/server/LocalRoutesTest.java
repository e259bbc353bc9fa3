package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.ExpectedRoute;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.http.routing.ApiRoute;
import dev.renditions.page.Page;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each route of the local server with each method. */
@Timeout(60)
final class LocalRoutesTest {
    private static final SigningKeys KEYS = SigningKeys.parse("a:" + "A".repeat(43));
    private static final String READ = "GET 200, HEAD 200";
    private static final String ABSENT = "GET 404, HEAD 404";
    private static final List<ExpectedRoute> OWN = Stream.concat(
                    Stream.of(
                            ExpectedRoute.of("/v1/uploads/{name...}", "/v1/uploads/x", false, "PUT 201"),
                            ExpectedRoute.of("/v1/events", "/v1/events", false, "GET 200"),
                            ExpectedRoute.of("/v1/session", "/v1/session", false, READ + ", DELETE 404"),
                            ExpectedRoute.of("/v1/stored", "/v1/stored", false, READ),
                            ExpectedRoute.of("/metrics", "/metrics", false, READ),
                            ExpectedRoute.of("/v1/stored/{contentHash}/{profileId}", "/v1/stored/x/y", false, ABSENT),
                            ExpectedRoute.of(
                                    "/v1/stored/{contentHash}/{profileId}/{file}", "/v1/stored/x/y/z", false, ABSENT),
                            ExpectedRoute.of("/", "/", true, READ)),
                    Page.OF_SERVER.stream()
                            .map(name -> "/page/" + name)
                            .map(path -> ExpectedRoute.of(path, path, true, READ)))
            .toList();
    static final List<ExpectedRoute> ROUTES =
            Stream.of(ExpectedRoute.API, OWN).flatMap(List::stream).toList();

    @TempDir
    private static Path folder;

    private static TestServer open;
    private static TestServer signed;

    @BeforeAll
    static void start() {
        open = TestServer.in(folder.resolve("open"), new FakeTranscoder());
        signed = TestServer.withKeys(folder.resolve("signed"), new FakeTranscoder(), KEYS);
    }

    @AfterAll
    static void stop() {
        open.close();
        signed.close();
    }

    @Test
    void tableHasExactlyTheExpectedRoutesAndMethods() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (ApiRoute route : open.server().routes().routes()) {
            Set<String> all = methods.computeIfAbsent(route.path().text(), path -> new TreeSet<>());
            route.methods().forEach(method -> all.add(method.name()));
        }
        assertThat(methods)
                .isEqualTo(ROUTES.stream()
                        .collect(Collectors.toMap(
                                ExpectedRoute::template,
                                route -> route.statuses().keySet())));
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void everyMethodHasTheExpectedStatus(ExpectedRoute route) throws IOException {
        for (String method : ExpectedRoute.METHODS) {
            HttpResponse<InputStream> answer = send(open, method, route.path());
            assertThat(answer.statusCode()).as(method).isEqualTo(route.status(method));
            assertSecured(method, answer);
            assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
                    .as(method)
                    .hasValue("same-origin");
            boolean allows = answer.statusCode() == 405 || answer.statusCode() == 204;
            assertThat(answer.headers().firstValue("Allow").orElse(""))
                    .as(method)
                    .isEqualTo(allows ? route.allow() : "");
        }
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void accessPolicyAdmitsCallersUnlessTheRouteIsPublic(ExpectedRoute route) throws IOException {
        for (String method : ExpectedRoute.METHODS) {
            HttpResponse<InputStream> answer = send(signed, method, route.path());
            assertThat(answer.statusCode()).as(method).isEqualTo(route.isAdmitted(method) ? 401 : route.status(method));
            assertSecured(method, answer);
        }
    }

    private static void assertSecured(String method, HttpResponse<InputStream> answer) {
        assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                .as(method)
                .hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).as(method).hasValue("no-referrer");
    }

    @Test
    void unknownPathIsNotFoundWithAnyMethod() throws IOException {
        for (String path : List.of("/v1/nothing", "/page/nothing", "/v1/stored/x", "/v1/uploads/")) {
            for (String method : ExpectedRoute.METHODS) {
                assertThat(send(open, method, path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    /** The server's page and the API compare entity tags in the same way. */
    @Test
    void entityTagsAreFoundInLists() {
        for (String path : List.of("page/view.js", "", "v1/profiles")) {
            String tag = open.get(path).headers().firstValue("ETag").orElseThrow();
            for (String known : List.of(tag, "W/" + tag, "*", "\"x\", " + tag)) {
                HttpResponse<String> again = open.get(path, "If-None-Match", known);
                assertThat(again.statusCode()).as(path + " " + known).isEqualTo(304);
                assertThat(again.headers().firstValue("ETag")).hasValue(tag);
            }
            assertThat(open.get(path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
        }
    }

    /** Pages of other origins that may read the API may not read the resources of this server's own page. */
    @Test
    void onlyTheApiIsSharedWithOtherOrigins() {
        String other = "https://other.example";
        try (TestServer server = TestServer.withOrigins(folder.resolve("shared"), new FakeTranscoder(), other)) {
            for (ExpectedRoute route : ROUTES) {
                if (!route.template().equals("/v1/events") && route.statuses().containsKey("GET")) {
                    HttpResponse<String> answer = server.get(route.path().substring(1), "Origin", other);
                    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                            .as(route.template())
                            .isEqualTo(ExpectedRoute.API.contains(route) ? Optional.of(other) : Optional.empty());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/uploads/x, uploads",
        "/v1/events, events",
        "/v1/session, session",
        "/v1/stored, stored",
        "/v1/stored/x/y/z, stored",
        "/metrics, metrics",
        "/, page",
        "/page/view.js, page",
        "/page/other.js, other",
        "/v1/profiles, profiles",
    })
    void eachPathHasALabel(String path, String label) {
        assertThat(open.server().routes().find(path).label()).isEqualTo(label);
    }

    private static HttpResponse<InputStream> send(TestServer server, String method, String path) throws IOException {
        try {
            HttpResponse<InputStream> answer = server.client()
                    .send(
                            server.request(path.substring(1))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofInputStream());
            // Events have no end.
            answer.body().close();
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
