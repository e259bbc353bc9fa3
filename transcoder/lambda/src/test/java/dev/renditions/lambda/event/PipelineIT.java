package dev.renditions.lambda.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.Pipeline;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.testing.OwnThread;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * From an upload to its rendition and index entry over S3 notifications and SQS, and from a deletion to the eviction.
 */
@Timeout(300)
final class PipelineIT {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineIT.class);

    @TempDir
    private Path folder;

    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private Pipeline pipeline;

    @BeforeEach
    void build() {
        pipeline = new Pipeline(folder, "poster,audio-mp3", Duration.ofSeconds(60));
    }

    @AfterEach
    void close() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void uploadIsEncodedAndTheSameBytesUnderAnotherNameAreNot() {
        EventSource source = pipeline.uploads(telemetry);
        pipeline.upload("video-720p.mp4", "films/one.mp4");
        source.workUntil(() -> results() == 2);
        assertThat(telemetry.results("encoded")).isEqualTo(2);
        Map<String, Instant> made = pipeline.manifests();
        assertThat(made)
                .containsOnlyKeys(
                        Pipeline.manifest("video-720p.mp4", "poster"),
                        Pipeline.manifest("video-720p.mp4", "audio-mp3"));
        assertThat(pipeline.entry("video-720p.mp4", "poster"))
                .hasValueSatisfying(entry -> assertThat(entry).contains("\"type\":\"image/jpeg\""));
        assertThat(pipeline.entry("video-720p.mp4", "audio-mp3")).isPresent();

        pipeline.upload("video-720p-copy.mp4", "another/name entirely.mov");
        source.workUntil(() -> results() == 4);
        assertThat(telemetry.results("hit")).isEqualTo(2);
        assertThat(telemetry.results("encoded")).as("still").isEqualTo(2);
        assertThat(pipeline.manifests()).isEqualTo(made);
        assertThat(pipeline.deadLetters().size()).isZero();
    }

    @Test
    void keysWithSpecialCharactersArriveUnchanged() {
        EventSource source = pipeline.uploads(telemetry);
        List<String> keys = List.of(
                "a+b.png", "a b.png", "100%.png", "q?a=b&c#d.png", "\u00e9t\u00e9/\u65e5\u672c \ud83c\udf9e.png");
        keys.forEach(key -> pipeline.upload("still.png", key));
        source.workUntil(() -> results() == 2 * keys.size());
        assertThat(telemetry.results("encoded")).isEqualTo(1);
        assertThat(telemetry.results("hit")).isEqualTo(keys.size() - 1);
        assertThat(telemetry.results("not-applicable")).as("their audio").isEqualTo(keys.size());
        assertThat(pipeline.deadLetters().size()).isZero();
    }

    @Test
    void deletedRenditionIsEvicted() {
        pipeline.upload("still.png", "still.png");
        pipeline.uploads(telemetry).workUntil(() -> results() == 2);
        assertThat(pipeline.entry("still.png", "poster")).isPresent();

        pipeline.deleteRendition(Pipeline.manifest("still.png", "poster"));
        pipeline.removals()
                .workUntil(() -> pipeline.entry("still.png", "poster").isEmpty());
        assertThat(pipeline.manifests()).isEmpty();
    }

    @Test
    void repeatedEventsInAnyOrderEncodeEachRenditionOnce() throws Exception {
        long seed = Long.getLong("pipeline.seed", System.nanoTime());
        LOG.info("events are shuffled with -Dpipeline.seed={}", seed);
        pipeline.upload("still.png", "a.png");
        pipeline.upload("still.jpg", "b.jpg");
        pipeline.upload("chord.opus", "c.opus");
        List<String> bodies = takeUploads(3);
        List<String> doubled = new ArrayList<>(bodies);
        doubled.addAll(bodies);
        Collections.shuffle(doubled, new Random(seed));
        doubled.forEach(pipeline.uploadsQueue()::send);

        EventSource one = pipeline.uploads(telemetry);
        EventSource other = pipeline.uploads(telemetry);
        CompletableFuture<Boolean> together = OwnThread.of(() -> {
            other.workUntil(() -> results() == 12);
            return true;
        });
        one.workUntil(() -> results() == 12);
        assertThat(together.get(2, TimeUnit.MINUTES)).isTrue();

        assertThat(telemetry.results("encoded")).as("with the seed %d", seed).isEqualTo(3);
        assertThat(pipeline.manifests().keySet())
                .isEqualTo(Set.of(
                        Pipeline.manifest("still.png", "poster"),
                        Pipeline.manifest("still.jpg", "poster"),
                        Pipeline.manifest("chord.opus", "audio-mp3")));
        assertThat(pipeline.deadLetters().size()).isZero();
    }

    @Test
    void damagedFileIsTriedOnceAndBecomesADeadLetter() {
        EventSource source = pipeline.uploads(telemetry);
        pipeline.upload("truncated.mp4.part", "cut \u00fc+.mp4");
        source.workUntil(() -> results() == 2);
        assertThat(telemetry.results("failed")).isEqualTo(2);

        Message letter = receive(pipeline.deadLetters());
        assertThat(letter.messageAttributes().get("Kind").stringValue()).isEqualTo("damaged");
        assertThat(letter.messageAttributes().get("Reason").stringValue()).contains("the file is truncated");
        JsonNode body = EventJson.object(letter.body());
        assertThat(body.path("key").asText()).isEqualTo("cut \u00fc+.mp4");
        assertThat(body.path("profiles")).hasSize(2);
        assertThat(body.path("failure").path("receives").asInt()).isEqualTo(1);
        assertThat(pipeline.deadLetters().size()).as("the received message").isEqualTo(1);
        assertThat(pipeline.manifests()).isEmpty();
    }

    /** Removes S3's messages about uploads from the queue, and returns them. */
    private List<String> takeUploads(int count) {
        List<String> bodies = new ArrayList<>();
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
            for (Message message : pipeline.uploadsQueue().receive(10)) {
                pipeline.uploadsQueue().delete(message);
                if (EventJson.object(message.body()).has("Records")) {
                    bodies.add(message.body());
                }
            }
            return bodies.size() == count;
        });
        return bodies;
    }

    private static Message receive(PipelineQueue queue) {
        List<Message> messages = new ArrayList<>();
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .until(() -> messages.addAll(queue.receive(1)) || !messages.isEmpty());
        assertThat(messages.get(0).attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .isEqualTo("1");
        return messages.get(0);
    }

    /** The number of requested renditions. */
    private int results() {
        return telemetry.results();
    }
}
