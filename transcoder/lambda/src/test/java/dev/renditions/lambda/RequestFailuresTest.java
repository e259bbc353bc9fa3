package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.lambda.queue.QueueUnavailableException;
import dev.renditions.lambda.queue.QueuedFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests over a function URL for renditions that fail, and whose queue is unavailable. */
final class RequestFailuresTest extends RequestScene {
    @Test
    void knownFailureIsReturnedAndNotQueuedAgain() {
        upload("a/film.mp4", "broken film");
        RequestHandler handler = handler();
        get(handler, FILM);
        work();
        JsonNode answer = get(handler, FILM);
        assertThat(answer.path("statusCode").asInt()).isEqualTo(422);
        assertThat(answer.path("headers").path("Renditions-Outcome").asText()).isEqualTo("failed");
        assertThat(queued).hasSize(1);
    }

    @Test
    void refusalByTheLimitsOfTheFunctionThatEncodesReachesTheCaller() {
        upload("a/film.mp4", "a film");
        limits = limitsOf(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"));
        RequestHandler handler = handler();
        get(handler, FILM);
        limits = limitsOf(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "10240", "RENDITIONS_MAX_SOURCE_SIZE", "4G"));
        transcoder.whileEncoding(() -> {
            throw new MediaException(MediaException.Kind.LIMIT, "it is larger than 9 GB");
        });
        work();
        JsonNode answer = get(handler, FILM);
        assertThat(answer.path("statusCode").asInt()).isEqualTo(413);
        assertThat(queued).hasSize(1);
    }

    private static SourceLimits limitsOf(Map<String, String> environment) {
        return LambdaSettings.read(environment).settings().limits();
    }

    @Test
    void unavailableQueueIsAnsweredWith503() {
        upload("a/film.mp4", "a film");
        sending = () -> {
            throw new QueueUnavailableException("no", Duration.ofSeconds(10), new IllegalStateException());
        };
        RequestHandler handler = handler();
        JsonNode answer = get(handler, FILM);
        assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
        assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("10");
        assertThat(body(answer).path("detail").asText())
                .isEqualTo("the rendition can't be queued at the moment; try again");
        assertThat(telemetry.total("RequestsBroken")).isEqualTo(1);

        sending = () -> {};
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(202);
        assertThat(queued).as("the next caller queues the rendition").hasSize(1);
    }

    @Test
    void failureAtTheLastReceiveReachesTheCallerAndIsQueuedAgainLater() {
        failureOutsideTheNegativeCache(MediaException.Kind.ENGINE, MAX_RECEIVES);
    }

    @Test
    void failureOfTheMachineReachesTheCallerAndIsQueuedAgainLater() {
        failureOutsideTheNegativeCache(MediaException.Kind.MACHINE, 1);
    }

    private void failureOutsideTheNegativeCache(MediaException.Kind kind, int lastReceive) {
        upload("a/film.mp4", "a film");
        MemoryIndex shared = MemoryIndex.of(100, clock);
        RequestFunctionContext parts = requestParts(shared);
        RequestHandler handler = new RequestHandler(() -> parts);
        transcoder.whileEncoding(() -> {
            throw new MediaException(kind, "Cannot allocate memory");
        });
        get(handler, FILM);
        for (int receive = 1; receive < lastReceive; receive++) {
            work(receive, shared);
            assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(202);
        }
        work(lastReceive, shared);
        for (int poll = 0; poll < 3; poll++) {
            JsonNode answer = get(handler, FILM);
            assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
            assertThat(body(answer).path("detail").asText()).isNotEmpty();
        }
        assertThat(queued).hasSize(1);

        assertThat(get(handler, FILM + "?retry=true").path("statusCode").asInt())
                .isEqualTo(202);
        assertThat(queued).as("a retry ignores the failure").hasSize(2);
        work(MAX_RECEIVES, shared);
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(503);
        clock.move(QueuedFailure.TTL);
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(202);
        assertThat(queued).hasSize(3);
    }

    @Test
    void jobThatEndsInAnotherWindowResetsItsOwnCount() {
        upload("a/film.mp4", "a film");
        MemoryIndex shared = MemoryIndex.of(100, clock);
        RequestFunctionContext parts = requestParts(shared);
        RequestHandler handler = new RequestHandler(() -> parts);
        clock.move(Duration.ofMinutes(14));
        get(handler, FILM);
        clock.move(Duration.ofMinutes(2));
        get(handler, FILM);
        assertThat(queued).as("one job within the maximum time of a function").hasSize(1);
        transcoder.whileEncoding(() -> {
            throw new MediaException(MediaException.Kind.MACHINE, "Cannot allocate memory");
        });
        work(1, shared);
        clock.move(QueuedFailure.TTL);
        get(handler, FILM);
        assertThat(queued)
                .as("the next job, although the first count has not expired")
                .hasSize(2);
    }

    @Test
    void failureIsRetriedOnRequest() {
        upload("a/film.mp4", "broken film");
        RequestHandler handler = handler();
        get(handler, FILM);
        work();
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(422);
        assertThat(get(handler, FILM + "?retry=true").path("statusCode").asInt())
                .isEqualTo(202);
        assertThat(queued.get(1)).contains("\"retry\":true");
        assertThat(get(handler, FILM).path("statusCode").asInt())
                .as("another caller before the retry")
                .isEqualTo(202);
        assertThat(queued).hasSize(2);
        int before = transcoder.encodes();
        work();
        assertThat(transcoder.encodes()).isGreaterThan(before);
        assertThat(get(handler, FILM).path("statusCode").asInt()).isEqualTo(422);
    }
}
