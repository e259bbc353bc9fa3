package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Events as S3 sends them, and as Lambda's own serializer reads them. */
final class Events {
    private static final Path FOLDER = Path.of("..", "samples", "events");

    private Events() {}

    static S3EventNotificationRecord record(String bucket, String encodedKey, String versionId, String event) {
        S3ObjectEntity object = new S3ObjectEntity(encodedKey, 1L, "etag", versionId, "0055AED6DCD90281E5");
        S3Entity s3 = new S3Entity("config", new S3BucketEntity(bucket, null, "arn:aws:s3:::" + bucket), object, "1.0");
        return new S3EventNotificationRecord(
                "us-east-1", event, "aws:s3", "2026-01-01T00:00:00.000Z", "2.1", null, null, s3, null);
    }

    /** An upload of these keys, encoded as S3 does. */
    static S3Event created(String bucket, String... keys) {
        return new S3Event(List.of(keys).stream()
                .map(key -> URLEncoder.encode(key, StandardCharsets.UTF_8))
                .map(key -> record(bucket, key, null, "ObjectCreated:Put"))
                .toList());
    }

    /** The sample of a versioned upload, with a test's own bucket, key and version. */
    static S3Event sample(String name, String uploads, String store, String key, String newKey, String version) {
        S3Event event = sample(name, uploads, store);
        S3EventNotificationRecord record = event.getRecords().get(0);
        if (!record.getS3().getObject().getKey().equals(key)
                || record.getS3().getObject().getVersionId() == null) {
            throw new AssertionError(name + " is not about a version of " + key);
        }
        return new S3Event(List.of(record(uploads, newKey, version, record.getEventName())));
    }

    /** A sample, with the buckets of a test in the place of its own. */
    static S3Event sample(String name, String uploads, String store) {
        try {
            String json = Files.readString(FOLDER.resolve(name))
                    .replace("renditions-uploads", uploads)
                    .replace("renditions-store", store);
            return LambdaEventSerializers.serializerFor(S3Event.class, Events.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
