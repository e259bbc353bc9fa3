package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.BusyException;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceName;
import dev.renditions.api.StoreException;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.service.lookup.FailurePolicy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The problem documents of the API: refused and invalid requests, failed renditions, and failures of the machine. */
final class ApiProblemsTest extends ApiScene {
    private static final String POSTER = "/v1/renditions/poster" + PATH;

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
}
