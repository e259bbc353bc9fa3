package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Events as AWS sends them. */
public final class Events {
    public static final Path FOLDER = Checkout.path("samples", "events");

    /** The ARN of the queue that messages come from. */
    public static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:uploads";

    private Events() {}

    /** An S3 event with one record. */
    public static String s3(String event, String bucket, String encodedKey) {
        return "{\"Records\":[" + s3Record(event, bucket, encodedKey) + "]}";
    }

    public static String s3Record(String event, String bucket, String encodedKey) {
        ObjectNode record =
                EventJson.MAPPER.createObjectNode().put("eventSource", "aws:s3").put("eventName", event);
        ObjectNode s3 = record.putObject("s3");
        s3.putObject("bucket").put("name", bucket);
        s3.putObject("object").put("key", encodedKey).put("size", 1).put("eTag", "etag");
        return record.toString();
    }

    /** An S3 event for uploads with these keys, encoded as S3 encodes them. */
    public static String created(String bucket, String... keys) {
        return List.of(keys).stream()
                .map(key -> s3Record("ObjectCreated:Put", bucket, URLEncoder.encode(key, StandardCharsets.UTF_8)))
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    }

    public static String eventBridge(String type, String bucket, String key) {
        ObjectNode event =
                EventJson.MAPPER.createObjectNode().put("source", "aws.s3").put("detail-type", type);
        ObjectNode detail = event.putObject("detail");
        detail.putObject("bucket").put("name", bucket);
        detail.putObject("object").put("key", key);
        return event.toString();
    }

    public static String direct(String bucket, String key, String... profiles) {
        ObjectNode request =
                EventJson.MAPPER.createObjectNode().put("bucket", bucket).put("key", key);
        for (String profile : profiles) {
            request.withArray("profiles").add(profile);
        }
        return request.toString();
    }

    /** A batch of messages with the ids m1, m2 and so on, each received for the first time. */
    public static String sqs(String... bodies) {
        return sqs(1, bodies);
    }

    public static String sqs(int receives, String... bodies) {
        ObjectNode event = EventJson.MAPPER.createObjectNode();
        for (String body : bodies) {
            ObjectNode message = event.withArray("Records").addObject();
            message.put("messageId", "m" + event.path("Records").size())
                    .put(
                            "receiptHandle",
                            "receipt-of-" + message.path("messageId").asText())
                    .put("body", body)
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", QUEUE);
            message.putObject("attributes").put("ApproximateReceiveCount", String.valueOf(receives));
        }
        return event.toString();
    }

    public static String sampleText(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A sample event with the buckets of a test. */
    public static String sample(String name, String uploads, String store) {
        return sampleText(name).replace("renditions-uploads", uploads).replace("renditions-store", store);
    }
}
