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
final class PipelineFaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineFaultsIT.class);

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
    void outageOfMemcachedCostsNoSecondEncode() {
        pipeline = new Pipeline(folder, "poster", Duration.ofSeconds(60));
        EventSource source = pipeline.uploads(telemetry);
        pipeline.memcached().stop();
        pipeline.upload("still.png", "one.png");
        source.workUntil(() -> telemetry.results() == 1);
        pipeline.upload("still.png", "two.png");
        source.workUntil(() -> telemetry.results() == 2);
        assertThat(telemetry.results("stored")).isEqualTo(1);

        pipeline.memcached().start();
        source.workUntil(() -> {
            boolean known = pipeline.entry("still.png", "poster").isPresent();
            if (!known) {
                pipeline.upload("still.png", "three.png");
            }
            return known;
        });
        assertThat(telemetry.results("encoded")).isEqualTo(1);
        assertThat(pipeline.manifests()).containsOnlyKeys(Pipeline.manifest("still.png", "poster"));
    }

    @Test
    void throttledRequestsToS3CostNoSecondEncode() {
        long seed = Long.getLong("pipeline.seed", System.nanoTime());
        LOG.info("S3 throttles requests with -Dpipeline.seed={}", seed);
        pipeline = new Pipeline(folder, "poster,audio-mp3", Duration.ofSeconds(2));
        try (ThrottlingS3 s3 = pipeline.throttleS3(10, seed)) {
            EventSource source = pipeline.uploads(telemetry);
            List<String> samples = List.of("still.png", "still.jpg", "chord.opus", "video-720p.mp4");
            samples.forEach(sample -> pipeline.upload(sample, sample));
            source.workUntil(() -> pipeline.manifests().size() == 5);
            // Upload them again, so that there are enough requests to S3.
            samples.forEach(sample -> pipeline.upload(sample, "again/" + sample));
            source.workUntil(() -> telemetry.results() >= 16);

            assertThat(s3.throttled()).as("with the seed %d", seed).isPositive();
            assertThat(telemetry.results("encoded"))
                    .as("with the seed %d", seed)
                    .isEqualTo(5);
            assertThat(pipeline.manifests()).hasSize(5);
            assertThat(pipeline.deadLetters().size()).isZero();
        }
    }

    @Test
    void redeliveryDuringAnEncodeWaitsForIt() throws Exception {
        pipeline = new Pipeline(folder, "mp4-480p", Duration.ofSeconds(1));
        EventSource first = pipeline.uploads(telemetry);
        pipeline.upload("video-1080p.mp4", "film.mp4");
        CompletableFuture<Integer> making = OwnThread.of(() -> workOnce(first));
        ProcessHandle encoder = encoder();
        signal(encoder, "STOP");
        CountDownLatch redelivered = new CountDownLatch(1);
        RequestStreamHandler another = new UploadHandler(pipeline.function(telemetry)::begin);
        EventSource second = new EventSource(
                pipeline.uploadsQueue(),
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
        assertThat(pipeline.manifests()).hasSize(1);
        Awaitility.await().until(() -> pipeline.uploadsQueue().size() == 0);
        assertThat(pipeline.deadLetters().size()).isZero();
    }

    @Test
    void queueMovesAMessageThatCrashesItsFunction() {
        pipeline = new Pipeline(folder, "poster", Duration.ofSeconds(1));
        EventSource source = new EventSource(
                pipeline.uploadsQueue(),
                (in, out, context) -> {
                    throw new IllegalStateException("killed");
                },
                1);
        pipeline.upload("still.png", "still.png");
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .until(() -> source.work() == 0 && isDeadLetter("still.png"));
        assertThat(pipeline.manifests()).isEmpty();
    }

    /** Whether a message about this key is a dead letter. It has no reason, because SQS itself moved it. */
    private boolean isDeadLetter(String key) {
        for (Message message : pipeline.deadLetters().receive(10)) {
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
                                .filter(PipelineFaultsIT::encodes)
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
