package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.util.Optional;

/**
 * One object that an event tells of. Immutable.
 *
 * @param bucket its bucket
 * @param key its key, decoded
 * @param versionId its version; absent in a bucket without versions
 * @param eTag its ETag; absent where the event does not say
 * @param bytes its size; absent where the event does not say
 */
record Upload(String bucket, String key, Optional<String> versionId, Optional<String> eTag, Optional<Long> bytes) {
    /** Whether it is one of the empty objects that S3's console and other tools make to show a folder. */
    boolean isFolder() {
        return key.endsWith("/");
    }

    /**
     * What a record tells of; empty if it is not about an object that was created.
     *
     * @throws IllegalArgumentException if the record lacks the bucket or the key, or the key is not encoded as S3 does
     */
    static Optional<Upload> of(S3EventNotificationRecord record) {
        String event = record.getEventName();
        if (event == null || !event.replaceFirst("^s3:", "").startsWith("ObjectCreated:")) {
            return Optional.empty();
        }
        S3Entity s3 = record.getS3();
        if (s3 == null
                || s3.getBucket() == null
                || s3.getObject() == null
                || s3.getObject().getKey() == null) {
            throw new IllegalArgumentException("the event names no bucket and key");
        }
        // S3 encodes keys as forms do: '+' is a space, and what is left is percent-encoded UTF-8. This decodes once.
        return Optional.of(new Upload(
                s3.getBucket().getName(),
                s3.getObject().getUrlDecodedKey(),
                Optional.ofNullable(s3.getObject().getVersionId()).filter(v -> !v.isEmpty()),
                Optional.ofNullable(s3.getObject().geteTag()).filter(t -> !t.isEmpty()),
                Optional.ofNullable(s3.getObject().getSizeAsLong())));
    }
}
