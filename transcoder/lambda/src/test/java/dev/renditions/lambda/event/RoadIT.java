package dev.renditions.lambda.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.Road;
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
final class RoadIT {
    private static final Logger LOG = LoggerFactory.getLogger(RoadIT.class);

    @TempDir
    private Path folder;

    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private Road road;

    @BeforeEach
    void build() {
        road = new Road(folder, "poster,audio-mp3", Duration.ofSeconds(60));
    }

    @AfterEach
    void close() {
        if (road != null) {
            road.close();
        }
    }

    @Test
    void uploadIsEncodedAndTheSameBytesUnderAnotherNameAreNot() {
        EventSource source = road.uploads(telemetry);
        road.upload("video-720p.mp4", "films/one.mp4");
        source.workUntil(() -> results() == 2);
        assertThat(telemetry.results("encoded")).isEqualTo(2);
        Map<String, Instant> made = road.manifests();
        assertThat(made)
                .containsOnlyKeys(
                        Road.manifest("video-720p.mp4", "poster"), Road.manifest("video-720p.mp4", "audio-mp3"));
        assertThat(road.entry("video-720p.mp4", "poster"))
                .hasValueSatisfying(entry -> assertThat(entry).contains("\"type\":\"image/jpeg\""));
        assertThat(road.entry("video-720p.mp4", "audio-mp3")).isPresent();

        road.upload("video-720p-copy.mp4", "another/name entirely.mov");
        source.workUntil(() -> results() == 4);
        assertThat(telemetry.results("hit")).isEqualTo(2);
        assertThat(telemetry.results("encoded")).as("still").isEqualTo(2);
        assertThat(road.manifests()).isEqualTo(made);
        assertThat(road.deadLetters().size()).isZero();
    }

    @Test
    void keysWithSpecialCharactersArriveUnchanged() {
        EventSource source = road.uploads(telemetry);
        List<String> keys = List.of(
                "a+b.png", "a b.png", "100%.png", "q?a=b&c#d.png", "\u00e9t\u00e9/\u65e5\u672c \ud83c\udf9e.png");
        keys.forEach(key -> road.upload("still.png", key));
        source.workUntil(() -> results() == 2 * keys.size());
        assertThat(telemetry.results("encoded")).isEqualTo(1);
        assertThat(telemetry.results("hit")).isEqualTo(keys.size() - 1);
        assertThat(telemetry.results("not-applicable")).as("their audio").isEqualTo(keys.size());
        assertThat(road.deadLetters().size()).isZero();
    }

    @Test
    void deletedRenditionIsEvicted() {
        road.upload("still.png", "still.png");
        road.uploads(telemetry).workUntil(() -> results() == 2);
        assertThat(road.entry("still.png", "poster")).isPresent();

        road.deleteRendition(Road.manifest("still.png", "poster"));
        road.removals().workUntil(() -> road.entry("still.png", "poster").isEmpty());
        assertThat(road.manifests()).isEmpty();
    }

    @Test
    void repeatedEventsInAnyOrderEncodeEachRenditionOnce() throws Exception {
        long seed = Long.getLong("road.seed", System.nanoTime());
        LOG.info("events are shuffled with -Droad.seed={}", seed);
        road.upload("still.png", "a.png");
        road.upload("still.jpg", "b.jpg");
        road.upload("chord.opus", "c.opus");
        List<String> bodies = takeUploads(3);
        List<String> doubled = new ArrayList<>(bodies);
        doubled.addAll(bodies);
        Collections.shuffle(doubled, new Random(seed));
        doubled.forEach(road.uploadsQueue()::send);

        EventSource one = road.uploads(telemetry);
        EventSource other = road.uploads(telemetry);
        CompletableFuture<Boolean> together = OwnThread.of(() -> {
            other.workUntil(() -> results() == 12);
            return true;
        });
        one.workUntil(() -> results() == 12);
        assertThat(together.get(2, TimeUnit.MINUTES)).isTrue();

        assertThat(telemetry.results("encoded")).as("with the seed %d", seed).isEqualTo(3);
        assertThat(road.manifests().keySet())
                .isEqualTo(Set.of(
                        Road.manifest("still.png", "poster"),
                        Road.manifest("still.jpg", "poster"),
                        Road.manifest("chord.opus", "audio-mp3")));
        assertThat(road.deadLetters().size()).isZero();
    }

    @Test
    void damagedFileIsTriedOnceAndBecomesADeadLetter() {
        EventSource source = road.uploads(telemetry);
        road.upload("truncated.mp4.part", "cut \u00fc+.mp4");
        source.workUntil(() -> results() == 2);
        assertThat(telemetry.results("failed")).isEqualTo(2);

        Message letter = receive(road.deadLetters());
        assertThat(letter.messageAttributes().get("Kind").stringValue()).isEqualTo("damaged");
        assertThat(letter.messageAttributes().get("Reason").stringValue()).contains("the file is cut short");
        JsonNode body = EventJson.object(letter.body());
        assertThat(body.path("key").asText()).isEqualTo("cut \u00fc+.mp4");
        assertThat(body.path("profiles")).hasSize(2);
        assertThat(body.path("failure").path("receives").asInt()).isEqualTo(1);
        assertThat(road.deadLetters().size()).as("the received message").isEqualTo(1);
        assertThat(road.manifests()).isEmpty();
    }

    /** Removes S3's messages about uploads from the queue, and returns them. */
    private List<String> takeUploads(int count) {
        List<String> bodies = new ArrayList<>();
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
            for (Message message : road.uploadsQueue().receive(10)) {
                road.uploadsQueue().delete(message);
                if (EventJson.object(message.body()).has("Records")) {
                    bodies.add(message.body());
                }
            }
            return bodies.size() == count;
        });
        return bodies;
    }

    private static Message receive(RoadQueue queue) {
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
