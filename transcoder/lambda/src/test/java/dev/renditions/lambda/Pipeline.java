package dev.renditions.lambda;

import dev.renditions.index.ContentHash;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.lambda.event.EventSource;
import dev.renditions.lambda.event.PipelineQueue;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.lambda.telemetry.Telemetry;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.LocalStack;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The deployed pipeline as in the template, in LocalStack: two buckets that notify two queues, each with a dead-letter
 * queue; a real memcached; and functions with the bundled ffmpeg. Skips the test if Docker or memcached is missing.
 */
public final class Pipeline implements AutoCloseable {
    /** The maximum number of receives of a message. */
    static final int MAX_RECEIVES = 3;

    /** The SDK's system property for the endpoint of S3 only. */
    private static final String S3_ENDPOINT = "aws.endpointUrlS3";

    private static final Path SAMPLES = Checkout.path("samples");

    private final S3Endpoint endpoint = LocalStack.shared();
    private final MemcachedServer memcached = MemcachedServer.startOrSkip();
    private final AwsProperties properties = AwsProperties.ofAll(endpoint);
    private final S3Client s3 = endpoint.client();
    private final SqsClient sqs = SqsClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final String uploads = endpoint.newBucket(s3);
    private final String store = endpoint.newBucket(s3);
    private final PipelineQueue deadLetters = PipelineQueue.create(sqs);
    private final PipelineQueue uploadsQueue;
    private final PipelineQueue removalsQueue;
    private final List<ExecutionEnvironment> functions = new ArrayList<>();
    private final Path folder;
    private final String profiles;

    /**
     * Creates a pipeline.
     *
     *
     * @param folder for temporary files
     * @param profiles the profiles for each upload
     * @param visibility the visibility timeout of the queues
     */
    public Pipeline(Path folder, String profiles, Duration visibility) {
        this.folder = folder;
        this.profiles = profiles;
        uploadsQueue = PipelineQueue.create(sqs, visibility, MAX_RECEIVES, deadLetters);
        removalsQueue = PipelineQueue.create(sqs, visibility, MAX_RECEIVES, PipelineQueue.create(sqs));
        subscribe(uploads, uploadsQueue, Event.S3_OBJECT_CREATED);
        subscribe(store, removalsQueue, Event.S3_OBJECT_REMOVED);
    }

    private void subscribe(String bucket, PipelineQueue queue, Event event) {
        s3.putBucketNotificationConfiguration(request -> request.bucket(bucket)
                .notificationConfiguration(
                        n -> n.queueConfigurations(q -> q.queueArn(queue.arn()).events(event))));
    }

    public PipelineQueue uploadsQueue() {
        return uploadsQueue;
    }

    PipelineQueue removalsQueue() {
        return removalsQueue;
    }

    public PipelineQueue deadLetters() {
        return deadLetters;
    }

    MemcachedServer memcached() {
        return memcached;
    }

    /** Creates another function with its own connections. */
    public ExecutionEnvironment function(Telemetry telemetry) {
        ExecutionEnvironment container = new ExecutionEnvironment(environment(), telemetry);
        functions.add(container);
        return container;
    }

    private Map<String, String> environment() {
        return FunctionEnvironment.of(
                store,
                memcached,
                folder.resolve("work-" + functions.size()),
                Map.of(
                        "RENDITIONS_PROFILES", profiles,
                        "RENDITIONS_DEAD_LETTERS", deadLetters.url(),
                        "RENDITIONS_MAX_RECEIVES", String.valueOf(MAX_RECEIVES)));
    }

    /** Makes functions that start from now on use an S3 that throttles one request in {@code oneIn}. */
    public ThrottlingS3 throttleS3(int oneIn, long seed) {
        ThrottlingS3 proxy = new ThrottlingS3(endpoint.uri(), oneIn, seed);
        System.setProperty(S3_ENDPOINT, proxy.uri());
        return proxy;
    }

    /** An event source with its own upload function. */
    public EventSource uploads(RecordedTelemetry telemetry) {
        ExecutionEnvironment function = function(telemetry);
        return new EventSource(uploadsQueue, new UploadHandler(function::begin), 1);
    }

    /** An event source with its own removal function. */
    public EventSource removals() {
        ExecutionEnvironment function = function(new RecordedTelemetry());
        return new EventSource(removalsQueue, new RemovalHandler(function::begin), 10);
    }

    /** Uploads a sample. */
    public void upload(String sample, String key) {
        s3.putObject(request -> request.bucket(uploads).key(key), RequestBody.fromBytes(bytes(sample)));
    }

    /** Deletes an object from the store. */
    public void deleteRendition(String key) {
        s3.deleteObject(request -> request.bucket(store).key(key));
    }

    /** The manifest of each rendition in the store, and when it was written. */
    public Map<String, Instant> manifests() {
        return s3.listObjectsV2(request -> request.bucket(store)).contents().stream()
                .filter(object -> object.key().endsWith("/rendition.json"))
                .collect(Collectors.toMap(S3Object::key, S3Object::lastModified));
    }

    /** The key of the manifest of a rendition. */
    public static String manifest(String sample, String profile) {
        String hash = hash(sample);
        return "renditions/" + hash.substring(0, 2) + "/" + hash + "/" + id(profile) + "/rendition.json";
    }

    /** The raw entry of a rendition in the index. */
    public Optional<String> entry(String sample, String profile) {
        return memcached.get("r:2:" + hash(sample) + ":" + id(profile));
    }

    private static String hash(String sample) {
        return ContentHash.of(bytes(sample)).hex();
    }

    private static String id(String profile) {
        return ProfileCatalog.builtIn().find(profile).orElseThrow().id().toString();
    }

    private static byte[] bytes(String sample) {
        try {
            return Files.readAllBytes(SAMPLES.resolve(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        functions.forEach(ExecutionEnvironment::close);
        s3.close();
        sqs.close();
        memcached.close();
        properties.close();
        System.clearProperty(S3_ENDPOINT);
    }
}
