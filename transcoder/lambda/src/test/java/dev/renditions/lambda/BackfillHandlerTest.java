package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.event.EventException;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.HandlerScene;
import dev.renditions.lambda.event.Invoked;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks of S3 Batch Operations and their results. */
final class BackfillHandlerTest extends HandlerScene {
    private BackfillHandler handler;

    @BeforeEach
    void start() {
        FunctionContext parts = parts();
        handler = new BackfillHandler(() -> parts);
    }

    @Test
    void firstSchemaNamesTheBucketByItsArnAndIsEchoed() {
        upload("café + crème.mp4", "film");
        JsonNode answer = Invoked.with(handler, Events.sampleText("batch-v1.json"));
        assertThat(answer.path("invocationSchemaVersion").asText()).isEqualTo("1.0");
        assertThat(answer.path("invocationId").asText())
                .isEqualTo("YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo");
        assertThat(answer.path("treatMissingKeysAs").asText()).isEqualTo("TemporaryFailure");
        assertThat(result(answer, "dGFza2lkZ29lc2hlcmUK")).isEqualTo("Succeeded: 2 encoded");
        assertThat(announced).hasSize(2).allMatch(r -> r.location().isPresent());
    }

    @Test
    void secondSchemaNamesTheBucketAndMayNameProfiles() {
        upload("chord.opus", "film");
        JsonNode answer = Invoked.with(handler, Events.sampleText("batch-v2.json"));
        assertThat(answer.path("invocationSchemaVersion").asText()).isEqualTo("2.0");
        assertThat(result(answer, "dGFza2lkZ29lc2hlcmUK")).isEqualTo("Succeeded: 2 encoded");
        assertThat(transcoder.batches()).startsWith(Set.of("poster"), Set.of("mp4-480p"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "good.mp4   | Succeeded: 2 encoded",
                "busy.mp4   | TemporaryFailure: mp4-720p: s3://uploads/busy.mp4 can't be read",
                "gone.mp4   | PermanentFailure: mp4-720p: s3://uploads/gone.mp4 does not exist",
                "noise.mp4  | PermanentFailure: mp4-720p: this is not a media file",
                "films/     | Succeeded: skipped",
                "100%zz     | PermanentFailure: the key '100%zz' is not encoded",
            })
    void everyTaskHasItsResult(String key, String answer) {
        upload("good.mp4", "good");
        upload("noise.mp4", "noise");
        assertThat(result(Invoked.with(handler, job("t", key)), "t")).startsWith(answer);
        assertThat(letters).as("the failure is in the job's report").isEmpty();
    }

    @Test
    void tasksWithoutTimeAreTemporaryFailures() {
        upload("good.mp4", "good");
        assertThat(result(Invoked.with(handler, job("t", "good.mp4"), Duration.ofSeconds(10)), "t"))
                .startsWith("TemporaryFailure: not started");
        assertThat(transcoder.probes()).isZero();
    }

    @Test
    void unknownProfileIsAPermanentFailure() {
        String job = Events.sampleText("batch-v2.json").replace("mp4-480p,poster", "mp4-9000p");
        assertThat(result(Invoked.with(handler, job), "dGFza2lkZ29lc2hlcmUK"))
                .startsWith("PermanentFailure: profile 'mp4-9000p' does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"invocationSchemaVersion\":\"3.0\",\"invocationId\":\"i\",\"tasks\":[{\"taskId\":\"t\"}]} | schema '3.0'",
                "{\"invocationSchemaVersion\":\"1.0\",\"invocationId\":\"i\",\"tasks\":[]}                  | no task",
                "{\"invocationSchemaVersion\":\"1.0\",\"invocationId\":\"i\",\"tasks\":[{\"s3Key\":\"k\"}]} | 'taskId'",
                "{\"invocationSchemaVersion\":\"1.0\",\"tasks\":[{\"taskId\":\"t\"}]}                       | 'invocationId'",
                "{\"bucket\":\"b\",\"key\":\"k\"}                                                          | UploadHandler",
            })
    void unsupportedEventIsAnError(String event, String word) {
        assertThatThrownBy(() -> Invoked.with(handler, event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining(word);
    }

    private static String job(String task, String key) {
        return "{\"invocationSchemaVersion\":\"1.0\",\"invocationId\":\"i\",\"job\":{\"id\":\"j\"},\"tasks\":[{\"taskId\":\""
                + task + "\",\"s3Key\":\"" + key
                + "\",\"s3VersionId\":null,\"s3BucketArn\":\"arn:aws:s3:::uploads\"}]}";
    }

    private static String result(JsonNode answer, String task) {
        for (JsonNode result : answer.path("results")) {
            if (result.path("taskId").asText().equals(task)) {
                return result.path("resultCode").asText() + ": "
                        + result.path("resultString").asText();
            }
        }
        throw new AssertionError("no answer to " + task + " in " + answer);
    }
}
