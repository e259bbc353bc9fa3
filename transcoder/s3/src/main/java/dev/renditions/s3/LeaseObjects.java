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

/** The conditional requests that leases in S3 are made of. A store that does not answer is a StoreException. */
record LeaseObjects(S3Client client, String bucket) {
    private static final int NOT_IMPLEMENTED = 501;

    /** For small objects that others wait for: one thread renews all leases of a process. */
    static final AwsRequestOverrideConfiguration SOON = AwsRequestOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(2))
            .apiCallTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * A lease that is there.
     *
     * @param tag the entity tag of the object
     * @param record what it says; absent if it can't be read as a lease
     */
    record Seen(String tag, Optional<LeaseRecord> record) {}

    /** What is there; empty if there is no such object. */
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

    /** The tag of the lease that was written; empty if there is one. */
    Optional<String> create(String key, LeaseRecord lease) {
        return write(key, lease, request -> request.ifNoneMatch("*"));
    }

    /** The tag of the lease that was written in place of one with this tag; empty if that one has changed or gone. */
    Optional<String> replace(String key, String tag, LeaseRecord lease) {
        return write(key, lease, request -> request.ifMatch(tag));
    }

    /**
     * Deletes a lease with this tag; one that has changed stays.
     *
     * @return {@code false} if this S3 has no conditions on deletions, and then nothing was deleted
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

    /** Deletes a lease, whatever it is. */
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

    /** 409 is the answer to one of two conditional writes at the same moment, 404 that to If-Match where nothing is. */
    private static boolean isRefused(SdkException e) {
        int status = S3Failures.status(e);
        return status == 412 || status == 409 || S3Failures.isMissingObject(e);
    }

    private RuntimeException failure(String what, String key, SdkException e) {
        S3Uri object = new S3Uri(bucket, key);
        return S3Failures.store("the lease " + object + " " + what, object, e);
    }
}
