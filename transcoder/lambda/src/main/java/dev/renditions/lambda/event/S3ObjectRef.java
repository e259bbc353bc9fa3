package dev.renditions.lambda.event;

import java.util.Optional;

/**
 * An object that an event names. Immutable.
 *
 * @param key the key, decoded
 * @param versionId the version; absent in a bucket without versions
 * @param eTag the ETag; absent if the event does not have it
 * @param bytes the size; absent if the event does not have it
 */
public record S3ObjectRef(
        String bucket, String key, Optional<String> versionId, Optional<String> eTag, Optional<Long> bytes) {
    /** An object of which only the name is known. */
    public static S3ObjectRef named(String bucket, String key, Optional<String> versionId) {
        return new S3ObjectRef(bucket, key, versionId, Optional.empty(), Optional.empty());
    }

    /** Whether it is one of the empty objects that S3's console and other tools create for folders. */
    public boolean isFolder() {
        return key.endsWith("/");
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key
                + versionId.map(id -> "?versionId=" + id).orElse("");
    }
}
