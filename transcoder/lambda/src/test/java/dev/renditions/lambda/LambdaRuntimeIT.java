package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.deploy.Template;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.FakeEventBus;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.lambda.event.LambdaRuntime;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * The deployed functions in Lambda's own Java runtime, on each JDK of this machine: the package that {@code sam build}
 * creates, ffmpeg from the layer, and the JVM options of the template.
 */
@Timeout(300)
final class LambdaRuntimeIT {
    private static final Logger LOG = LoggerFactory.getLogger(LambdaRuntimeIT.class);
    private static final int HITS = 10;
    private static final String SECRET = "a-canary-of-the-function";
    private static final Pattern ABOUT_A_RENDITION =
            Pattern.compile(" (poster|audio-mp3|mp4-480p)-[0-9a-f]{12} [a-z-]+: |^encoding |was deleted");

    @TempDir
    private static Path deployed;

    private static Template template;

    @TempDir
    private Path folder;

    private final S3Endpoint endpoint = S3Emulator.shared();
    private final MemcachedServer memcached = MemcachedServer.startOrSkip();
    private final Map<String, String> versions = new HashMap<>();
    private FakeEventBus bus;
    private S3Client s3;
    private String uploads;
    private String store;

    @BeforeAll
    static void putTogether() throws IOException {
        LambdaRuntime.emulator();
        DeployedPackage.putInto(deployed);
        template = Template.read(Checkout.path("template.yaml"));
    }

    @BeforeEach
    void upload() throws IOException {
        bus = FakeEventBus.start();
        s3 = endpoint.client();
        uploads = endpoint.newBucket(s3);
        store = endpoint.newBucket(s3);
        s3.putBucketVersioning(request ->
                request.bucket(uploads).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        for (String key : List.of("café + crème.mp4", "chord.opus", "video-720p.mp4", "video-1080p.mp4")) {
            versions.put(
                    key,
                    s3.putObject(
                                    request -> request.bucket(uploads).key(key),
                                    RequestBody.fromBytes(Files.readAllBytes(Checkout.path("samples", key))))
                            .versionId());
        }
    }

    @AfterEach
    void close() {
        if (bus != null) {
            bus.close();
        }
        if (s3 != null) {
            s3.close();
        }
        memcached.close();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void everySampleEventIsHandledByItsFunction(Path java) throws IOException {
        for (String handler : List.of("UploadHandler", "RequestHandler", "BackfillHandler", "RemovalHandler")) {
            try (LambdaRuntime function = start(java, handler)) {
                for (String sample : SampleEventsTest.samples()) {
                    if (SampleEventsTest.handler(sample).equals(handler)) {
                        assertDone(sample, function.invoke(event(sample)));
                    }
                }
                assertThat(function.lines())
                        .as("log of %s", handler)
                        .isNotEmpty()
                        .noneMatch(line -> line.path("level").asText().equals("ERROR"));
                assertThat(function.shownEnvironment())
                        .as("environment of %s as other processes see it", handler)
                        .doesNotContain(SECRET);
                if (!handler.equals("RequestHandler")) {
                    assertRenditionsAreNamed(function.lines());
                }
            }
        }
    }

    private static void assertRenditionsAreNamed(List<JsonNode> lines) {
        assertThat(lines)
                .filteredOn(line ->
                        ABOUT_A_RENDITION.matcher(line.path("message").asText()).find())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("rendition").asText()).matches("[0-9a-f]{64}/.+"));
    }

    private static void assertDone(String sample, JsonNode answer) {
        if (answer.has("statusCode")) {
            // Another function has encoded it before.
            assertThat(answer.path("statusCode").asInt())
                    .as("%s: %s", sample, answer)
                    .isEqualTo(200);
        }
        assertThat(answer.has("errorMessage")).as("%s: %s", sample, answer).isFalse();
        assertThat(Invoked.again(answer)).as(sample).isEmpty();
        assertThat(answer.has("failures")).as("%s: %s", sample, answer).isFalse();
        assertThat(answer.findValuesAsText("resultCode"))
                .as("%s: %s", sample, answer)
                .allMatch("Succeeded"::equals);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void secondInvocationIsAHit(Path java) throws IOException {
        try (LambdaRuntime function = start(java, "UploadHandler")) {
            function.invoke(event("s3-put.json"));
            function.invoke(event("s3-two-records.json"));
        }
        for (int start = 1; start <= Integer.getInteger("lambda.starts", 1); start++) {
            for (Map.Entry<String, String> each : Map.of(
                            "UploadHandler", "s3-put.json", "RequestHandler", "function-url-get.json")
                    .entrySet()) {
                hits(java, each.getKey(), event(each.getValue()));
            }
        }
    }

    private void hits(Path java, String handler, String event) throws IOException {
        try (LambdaRuntime function = start(java, handler)) {
            function.invoke(event);
            Duration processor = function.processorTime();
            for (int hit = 2; hit <= HITS; hit++) {
                function.invoke(event);
            }
            assertThat(function.lines().stream()
                            .filter(line -> line.path("Renditions").asInt() == 1)
                            .map(line -> line.path("Outcome").asText())
                            .filter(outcome -> !outcome.isEmpty()))
                    .as("outcomes of %s", handler)
                    .hasSize(handler.equals("UploadHandler") ? 2 * HITS : HITS)
                    // On a busy machine the index may time out.
                    .allMatch(outcome -> outcome.matches("hit|stored"))
                    .contains("hit");
            report(java, handler, function, processor);
        }
    }

    private static void report(Path java, String handler, LambdaRuntime function, Duration processor)
            throws IOException {
        List<Duration> invocations = function.invocations();
        LOG.warn(
                "{} {}: init {} ms, first hit {} ms, together {} ms ({} ms of processor time), tenth hit {} ms, {} MB at most",
                java.getFileName(),
                handler,
                function.init().toMillis(),
                invocations.get(0).toMillis(),
                function.init().plus(invocations.get(0)).toMillis(),
                processor.toMillis(),
                invocations.get(HITS - 1).toMillis(),
                function.peakMegabytes().map(String::valueOf).orElse("?"));
    }

    /**
     * A compromised ffmpeg, here a script that fails if it can open a file of the function or of another job, and
     * otherwise runs ffmpeg. The tools of other sandboxes are not installed, as in Lambda's images.
     */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "none"})
    void ffmpegCantOpenOtherFiles(String sandbox) throws IOException {
        Path job = Files.writeString(
                Files.createDirectories(folder.resolve("work")).resolve("source"), "of another\n");
        Path code = Files.writeString(deployed.resolve("function").resolve("settings"), "of the function\n");
        Path layer = DeployedPackage.layerWithScript(deployed, folder.resolve("layer"), """
                for file in '%s' '%s' /etc/passwd; do
                  if read -r line <"$file"; then echo "opened $file" >&2; exit 9; fi
                done
                """.formatted(job, code));
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.copy(Path.of("/bin/sh"), tools.resolve("sh"), StandardCopyOption.COPY_ATTRIBUTES);
        Map<String, String> settings = Map.of(
                "PATH", tools.toString(),
                "RENDITIONS_JAIL", sandbox,
                "RENDITIONS_FFMPEG", layer.toString());

        try (LambdaRuntime function = start(Path.of(System.getProperty("java.home")), "UploadHandler", settings)) {
            JsonNode answer = function.invoke(event("s3-put.json"));

            if (sandbox.equals("none")) {
                assertThat(answer + " " + function.lines()).contains("opened " + job);
            } else {
                assertDone("s3-put.json", answer);
                assertThat(function.lines())
                        .extracting(line -> line.path("message").asText())
                        .anyMatch(message ->
                                message.contains("runs in the sandbox 'seccomp'") && message.contains("(Landlock)"))
                        .noneMatch(message -> message.contains("opened "));
            }
        }
    }

    private LambdaRuntime start(Path java, String handler) throws IOException {
        return start(java, handler, Map.of());
    }

    private LambdaRuntime start(Path java, String handler, Map<String, String> settings) throws IOException {
        Map<String, String> more = new HashMap<>(Map.of(
                "RENDITIONS_PROFILES",
                "poster,audio-mp3",
                "RENDITIONS_FFMPEG",
                deployed.resolve("opt").resolve("ffmpeg").toString(),
                "RENDITIONS_ALLOWED_SOURCES",
                "s3://" + uploads,
                "RENDITIONS_UPLOADS_QUEUE",
                "https://sqs.us-east-1.amazonaws.com/111122223333/uploads",
                "JAVA_TOOL_OPTIONS",
                template.javaOptions(handler.replace("Handler", "Function"))));
        more.putAll(Map.of(
                "RENDITIONS_EVENT_BUS", "default",
                "AWS_ENDPOINT_URL_EVENTBRIDGE", bus.uri().toString(),
                // Nothing is sent there, but the client is created.
                "RENDITIONS_DEAD_LETTERS", "https://sqs.us-east-1.amazonaws.com/111122223333/dead",
                "AWS_ENDPOINT_URL_S3", endpoint.uri().toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", SECRET));
        more.putAll(settings);
        Map<String, String> environment = FunctionEnvironment.of(store, memcached, folder.resolve("work"), more);
        return new LambdaRuntime(
                Files.createTempDirectory(folder, handler), java, deployed.resolve("function"), handler, environment);
    }

    /** A sample event with the buckets and object versions of this test. */
    private String event(String sample) {
        String event = Events.sample(sample, uploads, store);
        String second = event.contains("video-1080p.mp4") ? "video-1080p.mp4" : "chord.opus";
        return event.replace("096fKKXTRTtl3on89fVO.nfljtsv6qko", versions.get(second))
                .replace("IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", versions.get("café + crème.mp4"));
    }

    /** The homes of all installed JDKs. */
    static List<Path> javas() throws IOException {
        Path usual = Path.of("/usr/lib/jvm");
        try (Stream<Path> found = Files.isDirectory(usual) ? Files.list(usual) : Stream.empty()) {
            List<Path> homes = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), found)
                    .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                    .toList();
            Map<Path, Path> once = new HashMap<>();
            for (Path home : homes) {
                once.putIfAbsent(home.toRealPath(), home);
            }
            return once.keySet().stream().sorted().toList();
        }
    }
}
