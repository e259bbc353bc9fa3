package dev.renditions.s3;

import dev.renditions.store.LeaseRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The conditional requests that leases in S3 consist of. Throws a StoreException if the store does not answer. */
record LeaseObjects(S3Client client, String bucket) {
    private static final int NOT_IMPLEMENTED = 501;

    /** Short timeouts for small objects that others wait for: one thread renews all leases of a process. */
    static final AwsRequestOverrideConfiguration SOON = AwsRequestOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(2))
            .apiCallTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * A lease object that exists.
     *
     * @param tag the entity tag of the object
     * @param record its content; absent if it can't be parsed as a lease
     */
    record Seen(String tag, Optional<LeaseRecord> record) {}

    /** The lease object; empty if it does not exist. */
    Optional<Seen> read(String key) {
        try {
            ResponseBytes<GetObjectResponse> object = client.getObject(
                    request -> request.bucket(bucket).key(key).overrideConfiguration(SOON),
                    ResponseTransformer.toBytes());
            return Optional.of(new Seen(object.response().eTag(), LeaseRecord.decode(object.asByteArrayUnsafe())));
        } catch (SdkException e) {
            if (S3Failures.isMissingObject(e)) {
                return Optional.empty();
            }
            throw failure("can't be read", key, e);
        }
    }

    /**
     * Creates a lease.
     *
     * @return its entity tag; empty if a lease exists already
     */
    Optional<String> create(String key, LeaseRecord lease) {
        return write(key, lease, request -> request.ifNoneMatch("*"));
    }

    /**
     * Replaces the lease with this entity tag.
     *
     * @return the new tag; empty if that lease has changed or been deleted
     */
    Optional<String> replace(String key, String tag, LeaseRecord lease) {
        return write(key, lease, request -> request.ifMatch(tag));
    }

    /**
     * Deletes the lease if it has this entity tag.
     *
     * @return {@code false} if this S3 service does not support conditional deletes; then nothing was deleted
     */
    boolean deleteIfUnchanged(String key, String tag) {
        try {
            client.deleteObject(
                    request -> request.bucket(bucket).key(key).ifMatch(tag).overrideConfiguration(SOON));
            return true;
        } catch (SdkException e) {
            if (S3Failures.status(e) == NOT_IMPLEMENTED) {
                return false;
            }
            if (isRefused(e)) {
                return true;
            }
            throw failure("can't be deleted", key, e);
        }
    }

    /** Deletes the lease unconditionally. */
    void delete(String key) {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(key).overrideConfiguration(SOON));
        } catch (SdkException e) {
            throw failure("can't be deleted", key, e);
        }
    }

    private Optional<String> write(String key, LeaseRecord lease, Consumer<PutObjectRequest.Builder> condition) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType("application/json")
                .overrideConfiguration(SOON);
        condition.accept(request);
        try {
            return Optional.of(client.putObject(request.build(), RequestBody.fromBytes(lease.encode()))
                    .eTag());
        } catch (SdkException e) {
            if (isRefused(e)) {
                return Optional.empty();
            }
            throw failure("can't be written", key, e);
        }
    }

    /**
     * 409 is the response to one of two concurrent conditional writes, 404 that to If-Match if the object does not
     * exist.
     */
    private static boolean isRefused(SdkException e) {
        int status = S3Failures.status(e);
        return status == 412 || status == 409 || S3Failures.isMissingObject(e);
    }

    private RuntimeException failure(String what, String key, SdkException e) {
        S3Uri object = new S3Uri(bucket, key);
        return S3Failures.store("the lease " + object + " " + what, object, e);
    }
}
