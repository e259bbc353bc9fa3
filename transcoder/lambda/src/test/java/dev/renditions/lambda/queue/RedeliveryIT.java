package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.lambda.ExecutionEnvironment;
import dev.renditions.lambda.Pipeline;
import dev.renditions.lambda.ThrottlingS3;
import dev.renditions.lambda.UploadHandler;
import dev.renditions.lambda.event.EventSource;
import dev.renditions.lambda.event.PipelineQueue;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Redelivery from a real queue with a visibility timeout of half an hour, as in the template. */
@Timeout(300)
final class RedeliveryIT {
    private static final Duration VISIBILITY = Duration.ofMinutes(30);

    @TempDir
    private Path folder;

    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private Pipeline pipeline;

    @AfterEach
    void close() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void uploadThatS3RefusedIsEncodedAfterSeconds() {
        pipeline = new Pipeline(folder, "poster", VISIBILITY);
        ExecutionEnvironment connected = pipeline.function(telemetry);
        connected.parts();
        EventSource healthy = new EventSource(pipeline.uploadsQueue(), new UploadHandler(connected::begin), 1);
        try (ThrottlingS3 s3 = pipeline.throttleS3(1, 1)) {
            EventSource cutOff = pipeline.uploads(telemetry);
            pipeline.upload("still.png", "still.png");
            Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> {
                cutOff.work();
                return telemetry.results("failed") == 1;
            });
            assertThat(s3.throttled()).isPositive();
        }
        Instant failed = Instant.now();
        assertThat(pipeline.uploadsQueue().receive(1))
                .as("the message is invisible for some seconds")
                .isEmpty();

        healthy.workUntil(() -> telemetry.results("encoded") == 1);

        assertThat(Duration.between(failed, Instant.now())).isLessThan(Duration.ofSeconds(60));
        assertThat(pipeline.deadLetters().size()).isZero();
    }

    @Test
    void scheduleChangesTheVisibilityAndInvalidReceiptsAreHarmless() {
        pipeline = new Pipeline(folder, "poster", VISIBILITY);
        PipelineQueue queue = pipeline.uploadsQueue();
        queue.receive(10).forEach(queue::delete);
        queue.send("{}");
        Message message = receive(queue);
        try (SqsRedelivery redelivery = new SqsRedelivery(ExecutionEnvironment::sqs)) {
            redelivery.schedule(new Redelivery.Receipt(queue.arn(), "no receipt"), Duration.ofSeconds(1));
            redelivery.schedule(new Redelivery.Receipt(queue.arn() + "-gone", "no receipt"), Duration.ofSeconds(1));
            redelivery.schedule(new Redelivery.Receipt("no arn", "no receipt"), Duration.ofSeconds(1));
            redelivery.schedule(new Redelivery.Receipt(queue.arn(), message.receiptHandle()), Duration.ofSeconds(2));
        }

        assertThat(receive(queue).attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .isEqualTo("2");
    }

    private static Message receive(PipelineQueue queue) {
        List<Message> messages = Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .until(() -> queue.receive(1), received -> !received.isEmpty());
        return messages.get(0);
    }
}
