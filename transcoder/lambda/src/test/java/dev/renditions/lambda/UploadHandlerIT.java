package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.IndexSecret;
import dev.renditions.index.ContentHash;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crac.Core;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

/** From an upload to the rendition and its index entry, with a real S3 API, memcached and ffmpeg. */
@Timeout(300)
final class UploadHandlerIT {
    private static final Path SAMPLES = Checkout.path("samples");

    @TempDir
    private Path folder;

    private static S3Endpoint endpoint;
    private static AwsProperties properties;
    private final MemcachedServer memcached = MemcachedServer.startOrSkip();
    private S3Client s3;
    private String uploads;
    private String store;
    private ExecutionEnvironment container;
    private UploadHandler handler;

    @BeforeAll
    static void nameTheEndpoint() {
        endpoint = S3Emulator.shared();
        properties = AwsProperties.of(endpoint);
    }

    @AfterAll
    static void forgetTheEndpoint() {
        properties.close();
    }

    @BeforeEach
    void open() {
        s3 = endpoint.client();
        uploads = endpoint.newBucket(s3);
        store = endpoint.newBucket(s3);
        container = new ExecutionEnvironment(
                FunctionEnvironment.of(
                        store,
                        memcached,
                        folder.resolve("work"),
                        Map.of("RENDITIONS_PROFILES", "mp4-480p,audio-mp3,poster")),
                new RecordedTelemetry());
        handler = new UploadHandler(container::begin);
    }

    @AfterEach
    void close() throws IOException {
        container.close();
        s3.close();
        memcached.close();
        try (Stream<Path> left = Files.list(folder.resolve("work"))) {
            assertThat(left).as("temporary files").isEmpty();
        } catch (NoSuchFileException e) {
            // No job ran.
        }
    }

    @Test
    void uploadIsEncodedAndRecordedAndTheSameBytesAreNotEncodedAgain() throws IOException {
        upload("video-720p.mp4", "video-720p.mp4");
        assertThat(handle(Events.sample("s3-put.json", uploads, store))).isEqualTo(3);
        Map<String, Instant> made = stored();
        assertThat(made.keySet()).filteredOn(k -> k.endsWith("rendition.json")).hasSize(3);
        String entry = memcached
                .get("r:2:" + sha256("video-720p.mp4") + ":poster-0cb21eebbb9b")
                .orElseThrow();
        assertThat(entry).contains("\"uri\":\"s3://" + store + "/renditions/").contains("image/jpeg");

        upload("video-720p-copy.mp4", "another name.mp4");
        handle(Events.created(uploads, "another name.mp4"));
        handle(Events.sample("s3-put.json", uploads, store));
        memcached.flushAll();
        handle(Events.sample("s3-put.json", uploads, store));
        assertThat(stored()).isEqualTo(made);
    }

    @Test
    void everyRecordIsHandledWithItsDecodedKey() throws IOException {
        upload("café + crème.mp4", "café + crème.mp4");
        upload("chord.opus", "chord.opus");
        assertThat(handle(Events.sample("s3-two-records.json", uploads, store))).isEqualTo(6);
        assertThat(stored().keySet())
                .anyMatch(k -> k.contains(sha256("café + crème.mp4") + "/mp4-480p-"))
                .anyMatch(k -> k.contains(sha256("chord.opus") + "/audio-mp3-"));
    }

    @Test
    void uploadedVersionIsEncoded() throws IOException {
        s3.putBucketVersioning(request ->
                request.bucket(uploads).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        String first = upload("still.png", "picture");
        upload("still.jpg", "picture");
        handle(Events.sample("s3-multipart.json", uploads, store)
                .replace("video-1080p.mp4", "picture")
                .replace("096fKKXTRTtl3on89fVO.nfljtsv6qko", first));
        assertThat(stored().keySet()).isNotEmpty().allMatch(k -> k.contains(sha256("still.png")));
    }

    @Test
    void ownOutputsAndTheTestEventAreIgnored() {
        assertThat(handle(Events.sample("s3-own-output.json", uploads, store))).isEqualTo(0);
        assertThat(handle(Events.sample("s3-test-event.json", uploads, store))).isEqualTo(0);
        assertThat(stored()).isEmpty();
    }

    @Test
    void badRecordsDoNotStopTheOthersButFailTheEvent() throws IOException {
        upload("truncated.mp4.part", "cut.mp4");
        upload("still.png", "-i still.png");
        String malformed = Events.s3Record("ObjectCreated:Put", uploads, "100%zz");
        String event = Events.created(uploads, "nowhere.mp4", "cut.mp4", "-i still.png")
                .replace("{\"Records\":[", "{\"Records\":[" + malformed + ",");

        HandlingFailedException failed =
                catchThrowableOfType(HandlingFailedException.class, () -> Invoked.with(handler, event));
        assertThat(failed.failures())
                .anyMatch(f -> f.contains("not encoded as S3 encodes keys"))
                .anyMatch(f -> f.contains("nowhere.mp4"))
                .anyMatch(f -> f.contains("cut.mp4, mp4-480p: the file is truncated"));
        assertThat(stored().keySet()).anyMatch(k -> k.contains(sha256("still.png") + "/poster-"));
    }

    @Test
    void renditionsAreMadeWithoutMemcached() throws IOException {
        upload("still.png", "still.png");
        memcached.stop();
        assertThat(handle(Events.created(uploads, "still.png"))).isEqualTo(3);
        Map<String, Instant> made = stored();
        assertThat(made).isNotEmpty();
        handle(Events.created(uploads, "still.png"));
        assertThat(stored()).isEqualTo(made);
    }

    @Test
    void repeatedEventReadsNoByteOfTheSource() throws IOException {
        upload("café + crème.mp4", "café + crème.mp4");
        upload("chord.opus", "chord.opus");
        String event = Events.sample("s3-two-records.json", uploads, store);
        handle(event);
        Map<String, Instant> made = stored();
        // Deleted objects can't be read.
        s3.deleteObject(request -> request.bucket(uploads).key("café + crème.mp4"));
        s3.deleteObject(request -> request.bucket(uploads).key("chord.opus"));
        assertThat(handle(event)).isEqualTo(6);
        assertThat(stored()).isEqualTo(made);
    }

    @Test
    void folderMarkersAreSkipped() {
        s3.putObject(request -> request.bucket(uploads).key("films/"), RequestBody.empty());
        assertThat(handle(Events.created(uploads, "films/"))).isEqualTo(0);
    }

    @Test
    void eventWithoutTimeFails() throws IOException {
        upload("still.png", "still.png");
        String event = Events.created(uploads, "still.png");
        assertThatThrownBy(() -> Invoked.with(handler, event, Duration.ofSeconds(5)))
                .isInstanceOf(HandlingFailedException.class)
                .hasMessageContaining("no time was left");
        assertThat(handle(event)).isEqualTo(3);
    }

    @Test
    void connectionsAreReopenedAfterASnapshot() throws Exception {
        upload("still.png", "still.png");
        String event = Events.created(uploads, "still.png");
        assertThat(handle(event)).isEqualTo(3);
        Map<String, Instant> made = stored();
        FunctionContext before = container.parts();

        container.beforeCheckpoint(Core.getGlobalContext());
        memcached.stop();
        container.afterRestore(Core.getGlobalContext());

        assertThat(container.parts()).isNotSameAs(before);
        assertThat(handle(event)).isEqualTo(3);
        assertThat(stored()).isEqualTo(made);
    }

    @Test
    void temporaryFilesOfAKilledInvocationAreDeletedBeforeTheNext() throws IOException {
        Path left = Files.createDirectories(folder.resolve("work").resolve("renditions-job-killed"));
        Files.writeString(left.resolve("source"), "half a film");
        handle(Events.created(uploads, "films/"));
        assertThat(left).doesNotExist();
    }

    @Test
    void missingStoreFailsTheEvent() throws IOException {
        upload("still.png", "still.png");
        s3.deleteBucket(request -> request.bucket(store));
        String event = Events.created(uploads, "still.png");
        assertThatThrownBy(() -> Invoked.with(handler, event))
                .isInstanceOf(HandlingFailedException.class)
                .hasMessageContaining(store);
    }

    /** Returns the number of renditions. */
    private int handle(String event) {
        return Invoked.with(handler, event).path("renditions").asInt(-1);
    }

    /** Returns the version id; null in a bucket without versions. */
    private String upload(String sample, String key) throws IOException {
        return s3.putObject(
                        request -> request.bucket(uploads).key(key),
                        RequestBody.fromBytes(Files.readAllBytes(SAMPLES.resolve(sample))))
                .versionId();
    }

    /** The objects of renditions in the store (all except the key of the index and analyses), and when they were written. */
    private Map<String, Instant> stored() {
        return s3.listObjectsV2(request -> request.bucket(store)).contents().stream()
                .filter(object -> !object.key().endsWith(IndexSecret.NAME))
                .filter(object -> !object.key().contains("/analyses/"))
                .collect(Collectors.toMap(S3Object::key, S3Object::lastModified));
    }

    private static String sha256(String sample) {
        try {
            return ContentHash.of(Files.readAllBytes(SAMPLES.resolve(sample))).hex();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
