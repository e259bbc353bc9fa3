package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.lambda.ExecutionEnvironment;
import dev.renditions.lambda.Road;
import dev.renditions.lambda.TurningAway;
import dev.renditions.lambda.UploadHandler;
import dev.renditions.lambda.event.EventSource;
import dev.renditions.lambda.event.RoadQueue;
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
    private Road road;

    @AfterEach
    void close() {
        if (road != null) {
            road.close();
        }
    }

    @Test
    void uploadThatS3RefusedIsEncodedAfterSeconds() {
        road = new Road(folder, "poster", VISIBILITY);
        ExecutionEnvironment connected = road.function(telemetry);
        connected.parts();
        EventSource healthy = new EventSource(road.uploadsQueue(), new UploadHandler(connected::begin), 1);
        try (TurningAway s3 = road.turnAway(1, 1)) {
            EventSource cutOff = road.uploads(telemetry);
            road.upload("still.png", "still.png");
            Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> {
                cutOff.work();
                return telemetry.results("failed") == 1;
            });
            assertThat(s3.turnedAway()).isPositive();
        }
        Instant failed = Instant.now();
        assertThat(road.uploadsQueue().receive(1))
                .as("the message is invisible for some seconds")
                .isEmpty();

        healthy.workUntil(() -> telemetry.results("encoded") == 1);

        assertThat(Duration.between(failed, Instant.now())).isLessThan(Duration.ofSeconds(60));
        assertThat(road.deadLetters().size()).isZero();
    }

    @Test
    void scheduleChangesTheVisibilityAndInvalidReceiptsAreHarmless() {
        road = new Road(folder, "poster", VISIBILITY);
        RoadQueue queue = road.uploadsQueue();
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

    private static Message receive(RoadQueue queue) {
        List<Message> messages = Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .until(() -> queue.receive(1), received -> !received.isEmpty());
        return messages.get(0);
    }
}
