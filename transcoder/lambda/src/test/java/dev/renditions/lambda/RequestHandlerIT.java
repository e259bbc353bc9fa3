package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.LocalStack;
import dev.renditions.testing.S3Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * From a request over a real queue to the bytes behind a presigned URL, configured by environment variables as on
 * Lambda.
 */
@Timeout(300)
final class RequestHandlerIT {
    @TempDir
    private Path folder;

    @Test
    void requestedRenditionIsQueuedEncodedAndServedByAPresignedUrl() throws Exception {
        S3Endpoint endpoint = LocalStack.shared();
        try (MemcachedServer memcached = MemcachedServer.startOrSkip();
                AwsProperties properties = AwsProperties.ofAll(endpoint);
                S3Client s3 = endpoint.client();
                SqsClient sqs = SqsClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            String uploads = endpoint.newBucket(s3);
            String queue = sqs.createQueue(request -> request.queueName("uploads-" + UUID.randomUUID()))
                    .queueUrl();
            Map<String, String> environment = FunctionEnvironment.of(
                    endpoint.newBucket(s3),
                    memcached,
                    folder.resolve("work"),
                    Map.of("RENDITIONS_ALLOWED_SOURCES", "s3://" + uploads, "RENDITIONS_UPLOADS_QUEUE", queue));
            s3.putObject(
                    request -> request.bucket(uploads).key("a still.png"),
                    RequestBody.fromFile(Checkout.path("samples", "still.png")));
            try (ExecutionEnvironment container = new ExecutionEnvironment(environment, new RecordedTelemetry())) {
                RequestHandler requests = new RequestHandler(container.forRequests()::requests);
                String target = "/v1/renditions/poster/" + uploads + "/a%20still.png";

                assertThat(status(requests, target.replace("still", "gone"))).isEqualTo(404);
                assertThat(status(requests, target.replace(uploads, "another-bucket")))
                        .isEqualTo(403);
                assertThat(status(requests, target)).isEqualTo(202);
                assertThat(status(requests, target)).isEqualTo(202);
                List<Message> messages = received(sqs, queue);
                assertThat(messages).hasSize(1);
                Invoked.with(
                        new UploadHandler(container::begin),
                        Events.sqs(messages.get(0).body()));

                JsonNode ready = Invoked.with(requests, event(target));
                assertThat(ready.path("statusCode").asInt()).isEqualTo(302);
                HttpResponse<byte[]> image =
                        fetched(ready.path("headers").path("Location").asText());
                assertThat(image.statusCode()).isEqualTo(200);
                assertThat(image.headers().firstValue("Content-Type")).contains("image/jpeg");
                assertThat(image.body()).startsWith(0xFF, 0xD8, 0xFF);
            }
        }
    }

    private static int status(RequestHandler handler, String target) {
        return Invoked.with(handler, event(target)).path("statusCode").asInt();
    }

    /** A request of a caller that AWS has authenticated. */
    private static String event(String target) {
        ObjectNode event = RequestScene.event("GET", target);
        event.putObject("headers");
        ((ObjectNode) event.path("requestContext"))
                .putObject("authorizer")
                .putObject("iam")
                .put("userArn", "arn:aws:iam::000000000000:user/editor");
        return event.toString();
    }

    private static List<Message> received(SqsClient sqs, String queue) {
        return sqs.receiveMessage(request ->
                        request.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(5))
                .messages();
    }

    private static HttpResponse<byte[]> fetched(String link) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(link))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofByteArray());
    }
}
