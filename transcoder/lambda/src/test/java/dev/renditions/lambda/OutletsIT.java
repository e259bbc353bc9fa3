package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.lambda.event.EventParser;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.LocalStack;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A permanent failure reaches a real dead-letter queue with its reason, and results reach a real bus. */
@Timeout(300)
final class OutletsIT {
    private static final Path SAMPLES = Checkout.path("samples");

    @TempDir
    private Path folder;

    private final S3Endpoint endpoint = LocalStack.shared();
    private final MemcachedServer memcached = MemcachedServer.startOrSkip();
    private AwsProperties properties;
    private S3Client s3;
    private SqsClient sqs;
    private EventBridgeClient bridge;
    private String uploads;
    private String dead;
    private String subscribed;
    private ExecutionEnvironment container;
    private UploadHandler handler;

    @BeforeEach
    void open() {
        properties = AwsProperties.ofAll(endpoint);
        s3 = endpoint.client();
        sqs = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        bridge = EventBridgeClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        uploads = endpoint.newBucket(s3);
        String id = UUID.randomUUID().toString();
        dead = queue("dead-" + id);
        subscribed = queue("subscribed-" + id);
        String bus = "bus-" + id;
        bridge.createEventBus(request -> request.name(bus));
        bridge.putRule(request -> request.name("all").eventBusName(bus).eventPattern("{\"source\":[\"renditions\"]}"));
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(subscribed).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        bridge.putTargets(request ->
                request.rule("all").eventBusName(bus).targets(t -> t.id("queue").arn(arn)));
        container = new ExecutionEnvironment(
                FunctionEnvironment.of(
                        endpoint.newBucket(s3),
                        memcached,
                        folder.resolve("work"),
                        Map.of(
                                "RENDITIONS_PROFILES", "poster",
                                "RENDITIONS_DEAD_LETTERS", dead,
                                "RENDITIONS_EVENT_BUS", bus)),
                new RecordedTelemetry());
        handler = new UploadHandler(container::begin);
    }

    @AfterEach
    void close() {
        if (container != null) {
            container.close();
        }
        s3.close();
        sqs.close();
        bridge.close();
        memcached.close();
        properties.close();
    }

    @Test
    void permanentFailureReachesTheDeadLetterQueueAndBothResultsReachTheBus() throws IOException {
        upload("still.png", "good \u00e9.png");
        upload("README.md", "cut\n.mp4");
        JsonNode answer = Invoked.with(
                handler, Events.sqs(Events.created(uploads, "good \u00e9.png"), Events.created(uploads, "cut\n.mp4")));
        assertThat(Invoked.again(answer)).isEmpty();

        Message letter = receive(dead, 1).get(0);
        assertThat(letter.messageAttributes().get("Reason").stringValue()).startsWith("poster: ");
        assertThat(letter.messageAttributes().get("MessageId").stringValue()).isEqualTo("m2");
        JsonNode body = EventJson.object(letter.body());
        assertThat(body.path("key").asText()).isEqualTo("cut\n.mp4");
        assertThat(body.path("failure").path("reason").asText())
                .isEqualTo(letter.messageAttributes().get("Reason").stringValue());
        assertThat(EventParser.read(body)).hasSize(1);

        List<JsonNode> events = receive(subscribed, 2).stream()
                .map(m -> EventJson.object(m.body()))
                .toList();
        assertThat(events)
                .extracting(e -> e.path("detail-type").asText())
                .containsExactlyInAnyOrder("RenditionReady", "RenditionFailed");
        assertThat(events)
                .extracting(e -> e.path("detail").path("profile").asText())
                .containsOnly("poster");
        assertThat(events)
                .extracting(e -> e.path("detail").path("source").asText())
                .contains("s3://" + uploads + "/good \u00e9.png");
    }

    private String queue(String name) {
        return sqs.createQueue(request -> request.queueName(name)).queueUrl();
    }

    private List<Message> receive(String queue, int count) {
        List<Message> messages = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            sqs.receiveMessage(request -> request.queueUrl(queue)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(1)
                            .messageAttributeNames("All"))
                    .messages()
                    .forEach(messages::add);
            return messages.size() >= count;
        });
        assertThat(messages).hasSize(count);
        return messages;
    }

    private void upload(String sample, String key) throws IOException {
        s3.putObject(
                request -> request.bucket(uploads).key(key),
                RequestBody.fromBytes(Files.readAllBytes(SAMPLES.resolve(sample))));
    }
}
