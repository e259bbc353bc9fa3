package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.lambda.event.EventException;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlerScene;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.lambda.event.ObjectEvent;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.testing.ResultForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handling of events, messages and direct requests. */
final class UploadHandlerTest extends HandlerScene {
    private static final String B = "renditions-uploads";

    private UploadHandler handler;

    @BeforeEach
    void start() {
        FunctionContext parts = parts();
        handler = new UploadHandler(() -> parts);
    }

    @Test
    void onlyTheMessageThatMaySucceedLaterIsRedelivered() {
        upload("good.mp4", "good");
        upload("bad.mp4", "broken");
        JsonNode answer = Invoked.with(
                handler,
                Events.sqs(Events.created(B, "good.mp4"), Events.created(B, "busy.mp4"), Events.created(B, "bad.mp4")));
        assertThat(Invoked.again(answer)).containsExactly("m2");
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).reason()).contains("mp4-720p: ");
        assertThat(announced).extracting(RenditionResult::outcome).contains(Outcome.ENCODED, Outcome.FAILED);
        assertThat(announced).noneMatch(r -> r.source().contains("busy"));
        assertThat(telemetry.total("HandedBack")).isEqualTo(1);
        assertThat(telemetry.total("DeadLetters")).isEqualTo(1);
    }

    @Test
    void everyRecordOfAMessageIsHandled() {
        upload("a.mp4", "a");
        upload("b.mp4", "b");
        JsonNode answer = Invoked.with(
                handler,
                Events.sqs(Events.created(B, "a.mp4", "busy.mp4", "b.mp4"), Events.sampleText("s3-test-event.json")));
        assertThat(Invoked.again(answer)).containsExactly("m1");
        assertThat(transcoder.encodes()).isEqualTo(4);
        assertThat(announced).as("published when the whole message is done").isEmpty();

        upload("busy.mp4", "c");
        assertThat(Invoked.again(Invoked.with(handler, Events.sqs(2, Events.created(B, "a.mp4", "busy.mp4", "b.mp4")))))
                .isEmpty();
        assertThat(transcoder.encodes()).isEqualTo(6);
        assertThat(announced).hasSize(6);
    }

    @Test
    void failureAtTheLastReceiveBecomesADeadLetter() {
        String message = Events.created(B, "busy.mp4");
        assertThat(Invoked.again(Invoked.with(handler, Events.sqs(MAX_RECEIVES - 1, message))))
                .containsExactly("m1");
        assertThat(letters).isEmpty();
        assertThat(Invoked.again(Invoked.with(handler, Events.sqs(MAX_RECEIVES, message))))
                .isEmpty();
        assertThat(letters).singleElement().satisfies(letter -> {
            JsonNode failure = EventJson.object(letter.body()).path("failure");
            assertThat(failure.path("worthRetrying").asBoolean()).isTrue();
            assertThat(failure.path("receives").asInt()).isEqualTo(MAX_RECEIVES);
            assertThat(failure.path("messageId").asText()).isEqualTo("m1");
        });
    }

    @Test
    void deadLetterIsARequestThatCanBeMovedBack() {
        transcoder.fails("mp4-720p");
        upload("film.mp4", "film");
        Invoked.with(handler, Events.sqs(Events.created(B, "film.mp4")));
        JsonNode letter = EventJson.object(letters.get(0).body());
        assertThat(letter.path("key").asText()).isEqualTo("film.mp4");
        assertThat(letter.path("profiles")).hasSize(1);
        assertThat(letter.path("profiles").get(0).asText()).isEqualTo("mp4-720p");
        JsonNode result = letter.path("failure").path("results").get(0);
        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        assertThat(result.path("reason").asText())
                .isEqualTo(announced.stream()
                        .filter(r -> r.outcome() == Outcome.FAILED)
                        .findFirst()
                        .orElseThrow()
                        .reason());

        letters.clear();
        assertThat(Invoked.again(Invoked.with(handler, Events.sqs(EventJson.text(letter)))))
                .isEmpty();
        assertThat(letters).as("the failure is in the negative cache").hasSize(1);
    }

    @Test
    void unsupportedFileIsProbedOnce() {
        upload("noise.mp4", "noise");
        Invoked.with(handler, Events.sqs(Events.created(B, "noise.mp4")));
        Invoked.with(handler, Events.sqs(2, Events.created(B, "noise.mp4")));
        assertThat(transcoder.probes()).isEqualTo(1);
        assertThat(letters).hasSize(2).allSatisfy(l -> assertThat(l.kind()).isEqualTo("unsupported"));
    }

    @Test
    void messageIsRedeliveredIfItsDeadLetterCantBeSent() {
        lettersArrive = false;
        upload("noise.mp4", "noise");
        JsonNode answer = Invoked.with(handler, Events.sqs(Events.created(B, "noise.mp4"), "not for us"));
        assertThat(Invoked.again(answer)).containsExactly("m1", "m2");
        assertThat(announced).isEmpty();
    }

    @Test
    void permanentFailureIsRedeliveredWithoutADeadLetterQueue() {
        FunctionContext without = parts(index, Optional.empty());
        upload("noise.mp4", "noise");
        JsonNode answer = Invoked.with(new UploadHandler(() -> without), Events.sqs(Events.created(B, "noise.mp4")));
        assertThat(Invoked.again(answer)).containsExactly("m1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "{}", "{\"Type\":\"Notification\",\"Message\":\"{}\"}", "[1]"})
    void unsupportedMessageBecomesADeadLetterUnchanged(String body) {
        assertThat(Invoked.again(Invoked.with(handler, Events.sqs(body)))).isEmpty();
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.body()).isEqualTo(body);
            assertThat(letter.kind()).isEqualTo("event");
        });
    }

    @Test
    void invalidRecordBecomesADeadLetterAndTheOthersAreHandled() {
        upload("a.mp4", "a");
        String message = "{\"Records\":[" + Events.s3Record("ObjectCreated:Put", B, "100%zz") + ","
                + Events.s3Record("ObjectCreated:Put", B, "a.mp4") + "]}";
        assertThat(Invoked.again(Invoked.with(handler, Events.sqs(message)))).isEmpty();
        assertThat(transcoder.encodes()).isEqualTo(2);
        assertThat(letters)
                .singleElement()
                .satisfies(l -> assertThat(l.reason()).contains("not encoded as S3 encodes keys"));
    }

    @Test
    void messageWithoutTimeIsNotStartedAndRedelivered() {
        upload("a.mp4", "a");
        JsonNode answer = Invoked.with(handler, Events.sqs(Events.created(B, "a.mp4")), Duration.ofSeconds(9));
        assertThat(Invoked.again(answer)).containsExactly("m1");
        assertThat(transcoder.probes()).isZero();
        assertThat(telemetry.total("Renditions")).isZero();
        assertThat(telemetry.total("HandedBack")).isEqualTo(1);
    }

    @Test
    void eventsThatAreNotUploadsAreSkipped() {
        JsonNode answer = Invoked.with(
                handler,
                Events.sqs(
                        Events.s3("ObjectRemoved:Delete", B, "a.mp4"),
                        Events.created("renditions-store", "renditions/04/x"),
                        Events.created(B, "films/"),
                        Events.eventBridge("Object Tags Added", B, "a.mp4")));
        assertThat(Invoked.again(answer)).isEmpty();
        assertThat(telemetry.total("PassedOver")).isEqualTo(4);
        assertThat(letters).isEmpty();
    }

    @Test
    void eventWithoutQueueIsAnsweredWithTheNumberOfRenditions() {
        upload("a b.mp4", "a");
        assertThat(Invoked.with(handler, Events.created(B, "a b.mp4"))
                        .path("renditions")
                        .asInt())
                .isEqualTo(2);
        upload("c+d.mp4", "c");
        assertThat(Invoked.with(handler, Events.eventBridge("Object Created", B, "c+d.mp4"))
                        .path("renditions")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void eventWithoutQueueThatMaySucceedLaterFails() {
        upload("a.mp4", "a");
        HandlingFailedException e = catchThrowableOfType(
                HandlingFailedException.class,
                () -> Invoked.with(handler, Events.created(B, "busy.mp4", "a.mp4", "gone.mp4")));
        assertThat(e.failures()).hasSize(4).allMatch(f -> f.startsWith("s3://" + B + "/"));
        assertThat(transcoder.encodes()).isEqualTo(2);
        assertThat(letters).isEmpty();
        assertThat(telemetry.ended()).isEqualTo(telemetry.begun()).isEqualTo(1);
    }

    @Test
    void eventWithoutQueueThatFailedPermanentlyBecomesADeadLetter() {
        assertThat(Invoked.with(handler, Events.created(B, "gone.mp4"))
                        .path("renditions")
                        .asInt())
                .isEqualTo(2);
        assertThat(letters).singleElement().satisfies(l -> assertThat(l.kind()).isEqualTo("missing"));
    }

    @Test
    void directRequestIsAnsweredWithItsResults() {
        upload("a.mp4", "a");
        JsonNode answer = Invoked.with(handler, Events.direct(B, "a.mp4", "poster"));
        assertThat(answer.path("results")).hasSize(1);
        assertThat(answer.path("results").get(0).path("outcome").asText()).isEqualTo("encoded");
        assertThat(answer.path("results").get(0)).isEqualTo(ResultForm.read(ResultJson.line(announced.get(0))));
        assertThat(answer.has("failures")).isFalse();
        assertThat(Invoked.with(handler, Events.direct(B, "a.mp4"))
                        .path("results")
                        .findValuesAsText("outcome"))
                .containsExactly("encoded", "hit");

        JsonNode failed = Invoked.with(handler, Events.direct(B, "gone.mp4", "poster"));
        assertThat(failed.path("failures").get(0).path("kind").asText()).isEqualTo("missing");
        assertThat(letters).as("the caller has the failure").isEmpty();

        JsonNode unknown = Invoked.with(handler, Events.direct(B, "a.mp4", "mp4-9000p"));
        assertThat(unknown.path("failures").get(0).path("reason").asText())
                .contains("profile 'mp4-9000p' does not exist");
    }

    @Test
    void unsupportedEventIsAnError() {
        assertThatThrownBy(() -> Invoked.with(handler, "{\"hello\":\"world\"}")).isInstanceOf(EventException.class);
        assertThat(telemetry.ended()).isEqualTo(1);
    }

    @Test
    void shuffledAndRepeatedEventsHaveTheSameResult() {
        upload("a.mp4", "a");
        upload("b.mp4", "b");
        upload("a-again.mp4", "a");
        List<String> keys = List.of("b.mp4", "a-again.mp4", "a.mp4", "b.mp4", "a.mp4", "a-again.mp4");
        String[] bodies = keys.stream().map(key -> Events.created(B, key)).toArray(String[]::new);
        assertThat(Invoked.again(Invoked.with(handler, Events.sqs(bodies)))).isEmpty();
        assertThat(transcoder.encodes()).isEqualTo(4);
        assertThat(announced).hasSize(12).allMatch(r -> r.location().isPresent());
    }

    @Test
    void messageIsDoneOnceItsDeadLetterIsSentEvenIfALaterStepFails() {
        ObjectEventProcessor work = new ObjectEventProcessor() {
            @Override
            public HandlingResult handle(ObjectEvent.Notice notice, Instant deadline) {
                return HandlingResult.failed(notice, FailureDetails.ofTime("no time was left"));
            }

            @Override
            public void givenUp(ObjectEvent.Notice notice, List<FailureDetails> failures) {
                throw new IllegalStateException("the source can't be read");
            }
        };
        Invocation invocation = new Invocation(parts(), "request", Instant.MAX, new InvocationMetrics());
        String event = Events.sqs(MAX_RECEIVES, Events.direct(B, "a.mp4"));
        assertThat(new QueueMessages(invocation, work)
                        .handle(EventJson.object(event))
                        .getBatchItemFailures())
                .isEmpty();
        assertThat(letters).hasSize(1);
    }
}
