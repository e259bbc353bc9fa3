package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.renditions.lambda.event.EventSource;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.testing.OwnThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** Faults in the pipeline cost time, but never a second encode. */
@Timeout(300)
final class RoadFaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger(RoadFaultsIT.class);

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
    void outageOfMemcachedCostsNoSecondEncode() {
        road = new Road(folder, "poster", Duration.ofSeconds(60));
        EventSource source = road.uploads(telemetry);
        road.memcached().stop();
        road.upload("still.png", "one.png");
        source.workUntil(() -> telemetry.results() == 1);
        road.upload("still.png", "two.png");
        source.workUntil(() -> telemetry.results() == 2);
        assertThat(telemetry.results("stored")).isEqualTo(1);

        road.memcached().start();
        source.workUntil(() -> {
            boolean known = road.entry("still.png", "poster").isPresent();
            if (!known) {
                road.upload("still.png", "three.png");
            }
            return known;
        });
        assertThat(telemetry.results("encoded")).isEqualTo(1);
        assertThat(road.manifests()).containsOnlyKeys(Road.manifest("still.png", "poster"));
    }

    @Test
    void refusedRequestsToS3CostNoSecondEncode() {
        long seed = Long.getLong("road.seed", System.nanoTime());
        LOG.info("S3 refuses requests with -Droad.seed={}", seed);
        road = new Road(folder, "poster,audio-mp3", Duration.ofSeconds(2));
        try (TurningAway s3 = road.turnAway(10, seed)) {
            EventSource source = road.uploads(telemetry);
            List<String> samples = List.of("still.png", "still.jpg", "chord.opus", "video-720p.mp4");
            samples.forEach(sample -> road.upload(sample, sample));
            source.workUntil(() -> road.manifests().size() == 5);
            // Upload them again, so that there are enough requests to S3.
            samples.forEach(sample -> road.upload(sample, "again/" + sample));
            source.workUntil(() -> telemetry.results() >= 16);

            assertThat(s3.turnedAway()).as("with the seed %d", seed).isPositive();
            assertThat(telemetry.results("encoded"))
                    .as("with the seed %d", seed)
                    .isEqualTo(5);
            assertThat(road.manifests()).hasSize(5);
            assertThat(road.deadLetters().size()).isZero();
        }
    }

    @Test
    void redeliveryDuringAnEncodeWaitsForIt() throws Exception {
        road = new Road(folder, "mp4-480p", Duration.ofSeconds(1));
        EventSource first = road.uploads(telemetry);
        road.upload("video-1080p.mp4", "film.mp4");
        CompletableFuture<Integer> making = OwnThread.of(() -> workOnce(first));
        ProcessHandle encoder = encoder();
        signal(encoder, "STOP");
        CountDownLatch redelivered = new CountDownLatch(1);
        RequestStreamHandler another = new UploadHandler(road.function(telemetry)::begin);
        EventSource second = new EventSource(
                road.uploadsQueue(),
                (in, out, context) -> {
                    redelivered.countDown();
                    another.handleRequest(in, out, context);
                },
                1);
        CompletableFuture<Integer> waiting = OwnThread.of(() -> workOnce(second));
        try {
            assertThat(redelivered.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(making).as("the first function still encodes").isNotDone();
        } finally {
            signal(encoder, "CONT");
        }
        making.get(2, TimeUnit.MINUTES);
        waiting.get(2, TimeUnit.MINUTES);

        assertThat(telemetry.results()).isEqualTo(2);
        assertThat(telemetry.results("encoded")).isEqualTo(1);
        assertThat(road.manifests()).hasSize(1);
        Awaitility.await().until(() -> road.uploadsQueue().size() == 0);
        assertThat(road.deadLetters().size()).isZero();
    }

    @Test
    void queueMovesAMessageThatCrashesItsFunction() {
        road = new Road(folder, "poster", Duration.ofSeconds(1));
        EventSource source = new EventSource(
                road.uploadsQueue(),
                (in, out, context) -> {
                    throw new IllegalStateException("killed");
                },
                1);
        road.upload("still.png", "still.png");
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .until(() -> source.work() == 0 && isDeadLetter("still.png"));
        assertThat(road.manifests()).isEmpty();
    }

    /** Whether a message about this key is a dead letter. It has no reason, because SQS itself moved it. */
    private boolean isDeadLetter(String key) {
        for (Message message : road.deadLetters().receive(10)) {
            if (message.body().contains("\"" + key + "\"")) {
                assertThat(message.hasMessageAttributes()).isFalse();
                return true;
            }
        }
        return false;
    }

    /** Works until a message with an upload was handled. S3 also sends a test event. */
    private int workOnce(EventSource source) {
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .until(() -> source.work() > 0 && telemetry.results() > 0);
        return telemetry.results();
    }

    /** Waits for a child process that encodes. */
    private static ProcessHandle encoder() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> ProcessHandle.current()
                                .descendants()
                                .filter(RoadFaultsIT::encodes)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean encodes(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/ffmpeg")
                && List.of(process.info().arguments().orElse(new String[0])).contains("libx264");
    }

    private static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
