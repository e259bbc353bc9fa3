package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.ContentHash;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.FunctionProcess;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The upload function with the libraries of its package, in its own process. */
@Timeout(300)
final class FunctionProcessIT {
    private static final String VIDEO = "mp4-480p";

    @TempDir
    private Path folder;

    private final S3Endpoint endpoint = S3Emulator.shared();
    private final MemcachedServer memcached = MemcachedServer.startOrSkip();
    private S3Client s3;
    private String uploads;
    private String store;

    @BeforeEach
    void open() {
        s3 = endpoint.client();
        uploads = endpoint.newBucket(s3);
        store = endpoint.newBucket(s3);
    }

    @AfterEach
    void close() {
        s3.close();
        memcached.close();
    }

    @Test
    void everyLineIsJsonAndNamesItsRendition() throws Exception {
        String hash = upload("still.png", "a \"still\"\n.png");
        upload("README.md", "cut.mp4");
        try (FunctionProcess function =
                start("one", "poster", Events.sqs(Events.created(uploads, "a \"still\"\n.png", "cut.mp4")))) {
            assertThat(Invoked.again(function.answer()))
                    .as("no dead-letter queue is configured")
                    .containsExactly("m1");

            List<JsonNode> log =
                    function.lines().stream().filter(l -> !l.has("_aws")).toList();
            assertThat(log)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.path("level").asText()).isNotEmpty());
            JsonNode made = log.stream()
                    .filter(l -> l.path("message").asText().contains(" encoded: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(made.path("rendition").asText()).isEqualTo(hash + "/" + id("poster"));
            assertThat(made.path("source").asText()).startsWith("s3://" + uploads + "/a \"still\"");
            assertThat(made.path("function_request_id").asText()).isEqualTo("request");
            assertThat(made.path("service").asText()).isEqualTo("renditions");
            assertThat(log)
                    .filteredOn(l -> l.path("message").asText().startsWith("encoding poster"))
                    .allSatisfy(l -> assertThat(l.path("rendition").asText()).endsWith(id("poster")));
            assertThat(log)
                    .filteredOn(l -> l.path("message").asText().contains("cut.mp4 failed permanently: poster: "))
                    .singleElement()
                    .satisfies(l -> assertThat(l.path("rendition").asText()).endsWith("/" + id("poster")));

            assertMetrics(function.lines().stream().filter(l -> l.has("_aws")).toList());
        }
    }

    private static void assertMetrics(List<JsonNode> metrics) {
        assertThat(metrics)
                .anySatisfy(m -> assertThat(m.path("ColdStart").asInt()).isEqualTo(1));
        assertThat(metrics).anySatisfy(m -> {
            assertThat(m.path("Profile").asText()).isEqualTo("poster");
            assertThat(m.path("Outcome").asText()).isEqualTo("encoded");
            assertThat(m.path("Renditions").asInt()).isEqualTo(1);
            assertThat(m.path("EncodeSeconds").asDouble()).isPositive();
            JsonNode directive = m.path("_aws").path("CloudWatchMetrics").get(0);
            assertThat(directive.path("Namespace").asText()).isEqualTo("Renditions");
            assertThat(directive.path("Dimensions").toString())
                    .contains("[\"Service\",\"Outcome\"]", "[\"Service\",\"Profile\",\"Outcome\"]");
        });
        assertThat(metrics).anySatisfy(m -> {
            assertThat(m.path("HandedBack").asInt()).isEqualTo(1);
            assertThat(m.path("Failed").asInt()).isEqualTo(1);
            assertThat(m.path("IndexMiss").asInt()).isEqualTo(2);
            assertThat(m.path("_aws")
                            .path("CloudWatchMetrics")
                            .get(0)
                            .path("Dimensions")
                            .toString())
                    .isEqualTo("[[\"Service\"]]");
        });
    }

    @Test
    void nextDeliveryCompletesTheEncodeOfAKilledFunction() throws Exception {
        String hash = upload("video-1080p.mp4", "film.mp4");
        String event = Events.sqs(Events.created(uploads, "film.mp4"));
        try (FunctionProcess first = start("first", VIDEO, event)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> memcached.get("l:2:" + hash + ":" + id(VIDEO)).isPresent());
            first.kill();
        }
        assertThat(manifests()).as("killed before it published").isZero();
        try (FunctionProcess second = start("second", VIDEO, event)) {
            assertThat(Invoked.again(second.answer())).isEmpty();
            assertThat(second.lines())
                    .filteredOn(l -> l.path("Outcome").asText().equals("encoded"))
                    .singleElement()
                    .satisfies(l -> assertThat(l.path("Renditions").asInt()).isEqualTo(1));
        }
        assertThat(manifests()).isEqualTo(1);
        assertThat(memcached.get("r:2:" + hash + ":" + id(VIDEO))).isPresent();
    }

    private FunctionProcess start(String name, String profiles, String event) throws IOException {
        Map<String, String> environment = FunctionEnvironment.of(
                store,
                memcached,
                folder.resolve("work"),
                Map.of(
                        "RENDITIONS_PROFILES", profiles,
                        "AWS_ENDPOINT_URL_S3", endpoint.uri().toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test"));
        return new FunctionProcess(Files.createDirectory(folder.resolve(name)), environment, event);
    }

    private static String id(String profile) {
        return ProfileCatalog.builtIn().find(profile).orElseThrow().id().toString();
    }

    private long manifests() {
        return s3.listObjectsV2(request -> request.bucket(store)).contents().stream()
                .map(S3Object::key)
                .filter(key -> key.endsWith("rendition.json"))
                .count();
    }

    /** Returns the content hash. */
    private String upload(String sample, String key) throws IOException {
        byte[] bytes = Files.readAllBytes(Checkout.path("samples", sample));
        s3.putObject(request -> request.bucket(uploads).key(key), RequestBody.fromBytes(bytes));
        return ContentHash.of(bytes).hex();
    }
}
