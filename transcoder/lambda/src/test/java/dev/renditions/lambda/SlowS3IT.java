package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.FaultyS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An S3 that refuses requests. The test acts as the queue, and redelivers returned messages. */
@Timeout(300)
final class SlowS3IT {
    private static final Path SAMPLES = Checkout.path("samples");
    private static final List<String> KEYS = List.of("still.png", "still.jpg", "chord.opus", "video-720p.mp4");
    private static final int DELIVERIES = 5;

    @TempDir
    private Path folder;

    private final RecordedTelemetry telemetry = new RecordedTelemetry();

    @Test
    void everyRenditionIsEncodedOnceWhileOneRequestInTenIsRefused() throws IOException {
        try (FaultyS3 s3 = uploads();
                AwsProperties ignored = AwsProperties.of(s3.endpoint());
                ExecutionEnvironment container = container()) {
            s3.refuseOneIn(10);
            List<String> messages =
                    KEYS.stream().map(key -> Events.created("uploads", key)).toList();
            assertThat(deliver(new UploadHandler(container::begin), messages)).isEmpty();

            assertThat(s3.objects().keySet())
                    .filteredOn(path -> path.endsWith("rendition.json"))
                    .as("three images, and the audio of two sources")
                    .hasSize(5);
            assertThat(telemetry.results("encoded")).isEqualTo(5);
        }
    }

    @Test
    void messageIsRedeliveredDuringAnOutageOfTheStore() throws IOException {
        try (FaultyS3 s3 = uploads();
                AwsProperties ignored = AwsProperties.of(s3.endpoint());
                ExecutionEnvironment container = container()) {
            UploadHandler handler = new UploadHandler(container::begin);
            String event = Events.sqs(Events.created("uploads", "still.png"));
            s3.refuseOneIn(1);
            assertThat(Invoked.again(Invoked.with(handler, event))).containsExactly("m1");
            s3.refuseOneIn(0);
            assertThat(Invoked.again(Invoked.with(handler, event))).isEmpty();
        }
    }

    /** The messages that are still not done after the last delivery. */
    private static List<String> deliver(UploadHandler handler, List<String> messages) {
        List<String> left = messages;
        for (int delivery = 1; delivery <= DELIVERIES && !left.isEmpty(); delivery++) {
            List<String> again = new ArrayList<>();
            for (String id : Invoked.again(Invoked.with(handler, Events.sqs(delivery, left.toArray(String[]::new))))) {
                again.add(left.get(Integer.parseInt(id.substring(1)) - 1));
            }
            left = again;
        }
        return left;
    }

    private static FaultyS3 uploads() throws IOException {
        FaultyS3 s3 = new FaultyS3();
        for (String key : KEYS) {
            s3.objects().put("/uploads/" + key, Files.readAllBytes(SAMPLES.resolve(key)));
        }
        return s3;
    }

    private ExecutionEnvironment container() {
        return new ExecutionEnvironment(
                Map.of(
                        "RENDITIONS_STORE", "s3://store-of-ours/renditions",
                        "RENDITIONS_PROFILES", "poster,audio-mp3",
                        "RENDITIONS_WORK_DIR", folder.resolve("work").toString(),
                        "RENDITIONS_CACHE_DIR", Checkout.target("test-cache").toString(),
                        "RENDITIONS_S3_PATH_STYLE", "true"),
                telemetry);
    }
}
