package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.BusyException;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceName;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.testing.ResultForm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ApiTest extends ApiScene {
    private static final String POSTER = "/v1/renditions/poster" + PATH;

    @Test
    void redirectsToTheFile() {
        publish("poster", "poster.jpg", "a picture");
        ApiResponse answer = get(POSTER);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers())
                .containsEntry("Renditions-Outcome", "hit")
                .containsEntry("Vary", "Accept")
                .containsEntry("Cache-Control", "private, max-age=60");
        ApiResponse file = get(answer.headers().get("Location"));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.headers()).containsEntry("Content-Type", "image/jpeg");
        assertThat(((ApiResponse.FilePart) file.body()).file()).hasContent("a picture");
    }

    @Test
    void describesTheRenditionAsJson() {
        publish("poster", "poster.jpg", "a picture");
        JsonNode answer = json(get(POSTER, "accept", "application/json"));
        assertThat(answer.path("state").asText()).isEqualTo("ready");
        assertThat(answer.path("source").asText()).isEqualTo("s3://uploads/" + KEY);
        assertThat(answer.path("bytes").asLong()).isEqualTo(9);
        assertThat(answer.path("savedSeconds").asDouble()).isEqualTo(1.5);
        assertThat(answer.path("urlsEnd").asText()).isEqualTo("2026-05-01T01:00:00Z");
        assertThat(get(answer.path("url").asText()).status()).isEqualTo(200);
        assertThat(answer.path("files")).hasSize(1);
    }

    @Test
    void jsonHasTheFieldsOfEveryResult() {
        StoredRendition stored = publish("hls", "master.m3u8", "#EXTM3U\n");
        setStatus("hls", new RenditionStatus.Ready(stored.manifest().key(), stored.location(), ResultForm.LADDER));
        ObjectNode answer = (ObjectNode) json(get("/v1/renditions/hls" + PATH, "accept", "application/json"));
        assertThat(answer.path("source").asText()).isEqualTo("s3://uploads/" + KEY);
        ResultForm.assertForCaller(
                answer.put("source", ResultForm.LADDER.source()), Set.of("state", "url", "urlsEnd", "files"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -                                               | 302
            image/webp,image/*;q=0.8,*/*;q=0.5              | 302
            application/json                                | 200
            APPLICATION/JSON; charset=utf-8                 | 200
            application/json, text/plain, */*               | 200
            application/json;q=0.1, */*;q=0.5               | 302
            application/json;q=0, */*                       | 302
            application/json;q=0                            | 302
            application/json;q=7                            | 302
            text/html                                       | 302
            ,;,=;q                                          | 302
            """)
    void acceptHeaderSelectsTheForm(String accept, int status) {
        publish("poster", "poster.jpg", "a picture");
        ApiResponse answer = accept == null ? get(POSTER) : get(POSTER, "accept", accept);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void ignoresHugeAcceptHeaders() {
        publish("poster", "poster.jpg", "a picture");
        String huge = "a/b;q=0.1,".repeat(100_000) + "application/json";
        assertThat(get(POSTER, "accept", huge, "if-none-match", huge, "range", huge, "origin", huge)
                        .status())
                .isEqualTo(302);
    }

    @Test
    void sendsNotModifiedUntilTheLinksAgeTooMuch() {
        publish("poster", "poster.jpg", "a picture");
        String tag = get(POSTER, "accept", "application/json").headers().get("ETag");
        assertThat(tag).startsWith("W/\"");
        clock.move(Duration.ofMinutes(29));
        for (String known : new String[] {tag, "\"x\", " + tag, tag.substring(2), "*"}) {
            ApiResponse again = get(POSTER, "accept", "application/json", "if-none-match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body().length()).isZero();
            assertThat(again.headers()).containsEntry("ETag", tag).doesNotContainKey("Content-Type");
        }
        assertThat(get(POSTER, "accept", "application/json", "if-none-match", "\"x\"")
                        .status())
                .isEqualTo(200);
        clock.move(Duration.ofMinutes(2));
        assertThat(get(POSTER, "accept", "application/json", "if-none-match", tag)
                        .status())
                .as("half of its links' lifetime has passed")
                .isEqualTo(200);
    }

    @Test
    void startsAMissingRenditionAndReportsProgress() {
        onDemand.made = new RenditionStatus.Pending(
                "encoding", OptionalDouble.of(0.25), Optional.of(Duration.ofSeconds(90)), Duration.ofMillis(2500));
        ApiResponse answer = get(POSTER);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers())
                .containsEntry("Retry-After", "3")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Renditions-Outcome", "pending");
        JsonNode progress = json(answer);
        assertThat(progress.path("state").asText()).isEqualTo("encoding");
        assertThat(progress.path("progress").asDouble()).isEqualTo(0.25);
        assertThat(progress.path("secondsLeft").asDouble()).isEqualTo(90);
        assertThat(progress.path("retryAfterSeconds").asInt()).isEqualTo(3);
        assertThat(onDemand.waits).containsExactly(Duration.ZERO);
    }

    @Test
    void pendingRenditionIsRequestedAgainOnlyToWait() {
        setStatus(
                "poster",
                new RenditionStatus.Pending("queued", OptionalDouble.empty(), Optional.empty(), Duration.ofSeconds(5)));
        assertThat(get(POSTER).status()).isEqualTo(202);
        assertThat(get(POSTER + "?wait=0").status()).isEqualTo(202);
        assertThat(onDemand.waits).isEmpty();
        get(POSTER + "?wait=7");
        get(POSTER + "?wait=99999");
        assertThat(onDemand.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(25));
    }

    @Test
    void refusesInvalidWaits() {
        for (String wait : new String[] {"-1", "1.5", "", "abc", "100000", "+1", "\u0661"}) {
            String encoded = URLEncoder.encode(wait, StandardCharsets.UTF_8);
            assertThat(problem(get(POSTER + "?wait=" + encoded), 400)).contains("wait");
        }
        assertThat(problem(get(POSTER + "?wait=1&wait=2"), 400)).contains("more than once");
        assertThat(onDemand.waits).isEmpty();
    }

    @Test
    void unknownProfilesPathsAndFilesAreNotFound() {
        assertThat(problem(get("/v1/renditions/mp4-9000p" + PATH), 404)).contains("/v1/profiles");
        problem(get("/v1/nothing"), 404);
        problem(get("/"), 404);
        problem(get("/v1/profiles/"), 404);
        problem(get("/v1/renditions/poster/uploads"), 404);
        problem(get("/v1/renditions/poster/uploads/"), 404);
        publish("poster", "poster.jpg", "a picture");
        problem(get(POSTER + "?file=other.jpg"), 404);
        problem(get(POSTER + "?file=../poster.jpg"), 404);
        assertThat(onDemand.waits).isEmpty();
    }

    @Test
    void refusedCallersLearnNothing() {
        gate = new AccessPolicy() {
            @Override
            public void admit(ApiRequest request, SourceName source) {
                throw new ApiException(Problem.of(401, "who are you?"));
            }

            @Override
            public String admit(ApiRequest request) {
                throw new ApiException(Problem.later(429, "too often", Duration.ofSeconds(9)));
            }
        };
        onDemand.failure = new IllegalStateException("looked");
        ApiResponse unknown = get("/v1/renditions/no-such-profile" + PATH);
        assertThat(problem(unknown, 401)).isEqualTo("who are you?");
        assertThat(unknown.headers()).containsKey("WWW-Authenticate");
        for (String path : new String[] {"/v1/profiles", "/v1/stats", "/v1/files/a"}) {
            ApiResponse refused = get(path);
            problem(refused, 429);
            assertThat(refused.headers()).containsEntry("Retry-After", "9");
        }
        assertThat(get("/healthz").status()).isEqualTo(200);
        assertThat(get("/v1/openapi.json").status()).isEqualTo(200);
    }

    @Test
    void headHasTheHeadersOfGet() {
        publish("poster", "poster.jpg", "a picture");
        for (String path : new String[] {POSTER, "/v1/profiles", "/healthz", "/v1/nothing"}) {
            assertThat(send("HEAD", path)).isEqualTo(get(path));
        }
    }

    @Test
    void refusesWritingMethods() {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get", ""}) {
            ApiResponse answer = send(method, POSTER);
            problem(answer, 405);
            assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
        }
        problem(send("POST", "/v1/nothing"), 404);
        assertThat(send("OPTIONS", POSTER).status()).isEqualTo(204);
        assertThat(onDemand.waits).isEmpty();
    }

    @Test
    void refusalsHaveTheStatusOfTheirKind() {
        setStatus("poster", new RenditionStatus.Refused(Outcome.NOT_APPLICABLE, "no video track", Optional.empty()));
        ApiResponse answer = get(POSTER);
        assertThat(problem(answer, 422)).isEqualTo("no video track");
        assertThat(answer.headers()).containsEntry("Renditions-Outcome", "not-applicable");
        MediaException text = new MediaException(MediaException.Kind.UNSUPPORTED, "that is\u0007 text");
        setStatus("poster", new RenditionStatus.Refused(Outcome.FAILED, "text", Optional.of(text)));
        assertThat(problem(get(POSTER), 415)).isEqualTo("that is\uFFFD text");
    }

    @Test
    void retriesAFailureOnlyOnRequest() {
        MediaException damaged = new MediaException(MediaException.Kind.DAMAGED, "damaged");
        setStatus("poster", new RenditionStatus.Refused(Outcome.FAILED, "damaged", Optional.of(damaged)));
        problem(get(POSTER), 422);
        problem(get(POSTER + "?retry=false"), 422);
        assertThat(onDemand.asked).isEmpty();
        assertThat(get(POSTER + "?retry=true").status()).isEqualTo(202);
        assertThat(onDemand.asked).containsExactly(FailurePolicy.RETRY);
        problem(get(POSTER + "?retry=yes"), 400);
    }

    @ParameterizedTest
    @EnumSource(MediaException.Kind.class)
    void everyMediaFailureHasAStatus(MediaException.Kind kind) {
        onDemand.failure = new MediaException(kind, "no");
        int status = switch (kind) {
            case UNSUPPORTED -> 415;
            case DAMAGED, STRICT, UNPROVED -> 422;
            case LIMIT -> 413;
            case TIME, ENGINE, MACHINE -> 503;
        };
        problem(get(POSTER), status);
    }

    @ParameterizedTest
    @EnumSource(SourceException.Kind.class)
    void everySourceFailureHasAStatus(SourceException.Kind kind) {
        onDemand.failure = new SourceException(kind, "no");
        int status = switch (kind) {
            case MISSING -> 404;
            case DENIED -> 403;
            case CHANGED, UNREADABLE -> 503;
        };
        problem(get(POSTER), status);
    }

    @Test
    void hidesDetailsOfInternalErrors() {
        String secret = "s3://internal-bucket/renditions";
        onDemand.failure = new StoreException(true, secret, new IllegalStateException());
        ApiResponse store = get(POSTER);
        assertThat(problem(store, 503)).doesNotContain(secret);
        assertThat(store.headers()).containsKey("Retry-After");
        onDemand.failure = new StoreException(false, secret, new IllegalStateException());
        ApiResponse broken = get(POSTER);
        assertThat(problem(broken, 503)).doesNotContain(secret);
        assertThat(broken.headers()).doesNotContainKey("Retry-After");
        onDemand.failure = new IndexUnavailableException(secret, new IllegalStateException());
        assertThat(problem(get(POSTER), 503)).doesNotContain(secret);
        onDemand.failure = new IllegalStateException(secret);
        assertThat(problem(get(POSTER), 500)).doesNotContain(secret);
        onDemand.failure = new BusyException("busy", Duration.ofSeconds(4));
        ApiResponse busy = get(POSTER);
        problem(busy, 503);
        assertThat(busy.headers()).containsEntry("Retry-After", "4");
    }

    @Test
    void interruptEndsARequestAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        problem(get(POSTER + "?wait=5"), 503);
        assertThat(Thread.interrupted()).isTrue();
        onDemand.failure = new CancellationException("stopped");
        problem(get(POSTER), 503);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void listsTheProfilesWithAnEntityTag() {
        ApiResponse answer = get("/v1/profiles");
        assertThat(json(answer).path("profiles")).hasSize(CATALOG.all().size());
        assertThat(json(answer).path("profiles").get(0).path("id").asText())
                .isEqualTo(CATALOG.all().get(0).id().toString());
        assertThat(get("/v1/profiles", "if-none-match", answer.headers().get("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(json(get("/v1/stats"))
                        .path("profiles")
                        .path("poster")
                        .path("hit")
                        .asInt())
                .isEqualTo(3);
    }
}
