package dev.renditions.lambda.event;

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
public record S3ObjectRef(
        String bucket, String key, Optional<String> versionId, Optional<String> eTag, Optional<Long> bytes) {
    /** An object of which nothing but its name is known. */
    public static S3ObjectRef named(String bucket, String key, Optional<String> versionId) {
        return new S3ObjectRef(bucket, key, versionId, Optional.empty(), Optional.empty());
    }

    /** Whether it is one of the empty objects that S3's console and other tools make to show a folder. */
    public boolean isFolder() {
        return key.endsWith("/");
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key
                + versionId.map(id -> "?versionId=" + id).orElse("");
    }
}
