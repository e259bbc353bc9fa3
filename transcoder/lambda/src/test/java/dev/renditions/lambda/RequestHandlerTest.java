package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.lambda.event.EventException;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests over a function URL, and the queueing of missing renditions. */
final class RequestHandlerTest extends RequestScene {
    @Test
    void missingRenditionIsQueuedAndFoundOnceItIsEncoded() {
        upload("a/film.mp4", "a film");
        RequestHandler handler = handler();
        JsonNode first = get(handler, FILM);
        assertThat(first.path("statusCode").asInt()).isEqualTo(202);
        assertThat(first.path("headers").path("Retry-After").asText()).isEqualTo("5");
        assertThat(first.path("isBase64Encoded").asBoolean(true)).isFalse();
        assertThat(body(first).path("state").asText()).isEqualTo("queued");
        assertThat(queued)
                .containsExactly("{\"bucket\":\"" + UPLOADS + "\",\"key\":\"a/film.mp4\",\"profiles\":[\"mp4-720p\"]}");
        assertThat(telemetry.total("Queued")).isEqualTo(1);

        work();
        JsonNode second = get(handler, FILM);
        assertThat(second.path("statusCode").asInt()).isEqualTo(200);
        assertThat(body(second).path("outcome").asText()).isEqualTo("hit");
        assertThat(body(second).path("url").asText()).startsWith("https://s3.example/");
        assertThat(telemetry.results("hit")).isEqualTo(1);
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    /** Otherwise unauthenticated requests fill the log: 300 of them once wrote 2.4 MB. */
    @Test
    void logLineOfARequestIsShortAndOmitsTheQuery() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("rawPath", "/" + "a\n".repeat(4000)).put("rawQueryString", "signature=secret");
        event.putObject("requestContext").putObject("http").put("method", "X".repeat(8000));
        assertThat(RequestHandler.line(event, 401))
                .hasSizeLessThan(450)
                .endsWith(": 401")
                .doesNotContain("\n", "secret");
        event.put("rawPath", FILM).withObject("/requestContext/http").put("method", "GET");
        assertThat(RequestHandler.line(event, 200)).isEqualTo("GET " + FILM + ": 200");
    }

    @Test
    void onlyTheFirstOfManyCallersQueues() {
        upload("a/film.mp4", "a film");
        RequestHandler handler = handler();
        RequestHandler another = handler();
        for (int i = 0; i < 5; i++) {
            get(handler, FILM);
            get(another, FILM);
        }
        assertThat(queued).hasSize(1);
        get(handler, FILM.replace("mp4-720p", "poster"));
        assertThat(queued).hasSize(2);
    }

    @Test
    void renditionIsNotQueuedAgainWithinTheMaximumTimeOfAFunction() {
        upload("a/film.mp4", "a film");
        RequestFunctionContext parts = requestParts(MemoryIndex.of(100, clock));
        RequestHandler handler = new RequestHandler(() -> parts);
        for (int minute = 0; minute < 15; minute++) {
            assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(202);
            clock.move(Duration.ofMinutes(1));
        }
        assertThat(queued).hasSize(1);
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(202);
        assertThat(queued).hasSize(2);
    }

    @Test
    void overwrittenObjectIsQueuedAgain() {
        upload("a/film.mp4", "a film");
        RequestHandler handler = handler();
        get(handler, FILM);
        upload("a/film.mp4", "another film");
        get(handler, FILM);
        get(handler, FILM);
        assertThat(queued).hasSize(2);
    }

    @Test
    void everyCallerQueuesWhileTheIndexIsUnavailable() {
        upload("a/film.mp4", "a film");
        RequestFunctionContext parts = requestParts(new UnavailableIndex());
        RequestHandler handler = new RequestHandler(() -> parts);
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(202);
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(202);
        assertThat(queued).hasSize(2);
    }

    @Test
    void waiterIsAnsweredAsSoonAsTheRenditionExists() {
        upload("a/film.mp4", "a film");
        int[] looks = {0};
        meanwhile = () -> {
            if (++looks[0] == 3) {
                work();
            }
        };
        JsonNode answer = get(handler(), FILM + "?wait=20");
        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(looks[0]).isEqualTo(3);
        assertThat(queued).hasSize(1);
    }

    @Test
    void waitIsLimitedByTheRequestAndTheInvocation() {
        upload("a/film.mp4", "a film");
        RequestHandler handler = handler();
        assertThat(waited(() -> get(handler, FILM + "?wait=7")))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
        assertThat(waited(() ->
                        Invoked.with(handler, event("GET", FILM + "?wait=25").toString(), Duration.ofSeconds(14))))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(waited(() ->
                        Invoked.with(handler, event("GET", FILM + "?wait=25").toString(), Duration.ofSeconds(3))))
                .isZero();
    }

    @Test
    void missingSourceIsReportedAndNotQueued() {
        JsonNode answer = get(handler(), "/v1/renditions/poster/" + UPLOADS + "/gone.mp4");
        assertThat(answer.path("statusCode").asInt()).isEqualTo(404);
        assertThat(body(answer).path("detail").asText()).contains("gone.mp4");
        assertThat(queued).isEmpty();
        assertThat(telemetry.total("RequestsRefused")).isEqualTo(1);
    }

    @Test
    void renditionsOfRenditionsAreRefused() {
        JsonNode answer = get(handler(), "/v1/renditions/poster/renditions-store/renditions/aa/b/video.mp4");
        assertThat(answer.path("statusCode").asInt()).isEqualTo(403);
        assertThat(queued).isEmpty();
    }

    @Test
    void callerIsTheOneThatAwsAuthenticated() {
        ObjectNode signed = event("GET", FILM);
        ((ObjectNode) signed.path("headers"))
                .put("X-Forwarded-For", "203.0.113.9")
                .put("x-caller", "root");
        ((ObjectNode) signed.path("requestContext"))
                .putObject("authorizer")
                .putObject("iam")
                .put("userArn", "arn:aws:iam::000000000000:user/editor")
                .put("accessKey", "AKIA1");
        upload("a/film.mp4", "a film");
        RequestHandler handler = handler();
        Invoked.with(handler, signed.toString());
        get(handler, FILM);
        assertThat(seen)
                .extracting(ApiRequest::caller)
                .containsExactly(
                        new Caller.Principal("arn:aws:iam::000000000000:user/editor", Optional.of("AKIA1")),
                        new Caller.Address("192.0.2.17"));
        assertThat(seen.get(0).header("X-CALLER")).contains("root");
    }

    @Test
    void badQueryIsAProblemAndBadEventIsAnError() {
        RequestHandler handler = handler();
        assertThat(get(handler, FILM + "?wait=%zz").path("statusCode").asInt()).isEqualTo(400);
        assertThat(get(handler, FILM + "?wait=1&wait=2").path("statusCode").asInt())
                .isEqualTo(400);
        for (String event : new String[] {
            "{}", "{\"version\":\"1.0\",\"path\":\"/\"}", Events.created(UPLOADS, "a"), Events.direct(UPLOADS, "a")
        }) {
            assertThatThrownBy(() -> Invoked.with(handler, event)).isInstanceOf(EventException.class);
        }
    }

    @Test
    void responseToHeadHasNoBody() {
        JsonNode answer = Invoked.with(handler(), event("HEAD", "/v1/profiles").toString());
        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.has("body")).isFalse();
        assertThat(answer.path("headers").path("ETag").asText()).isNotEmpty();
        assertThat(get(handler(), "/v1/files/a").path("statusCode").asInt()).isEqualTo(404);
    }

    private Duration waited(Runnable request) {
        Instant before = clock.instant();
        request.run();
        return Duration.between(before, clock.instant());
    }
}
