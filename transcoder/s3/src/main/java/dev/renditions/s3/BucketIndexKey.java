package dev.renditions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.api.IndexSecret;
import dev.renditions.index.codec.Seal;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The secret key of the index, in an object under the store's prefix. Thread-safe. */
public final class BucketIndexKey implements IndexSecret {
    private final S3Client client;
    private final Bucket bucket;
    private final String key;

    /**
     * Reads nothing yet.
     *
     * @param client as created by {@link S3Clients}; the caller closes it
     * @param prefix the store's, without a slash at its end; empty for the whole bucket
     */
    public BucketIndexKey(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = new Bucket(client, bucket);
        this.key = prefix.isEmpty() ? NAME : prefix + "/" + NAME;
    }

    @Override
    public String read(Optional<String> known) {
        return kept().orElseGet(() -> keep(known.orElseGet(Seal::newSecret)));
    }

    private Optional<String> kept() {
        return bucket.read(key, request -> request.overrideConfiguration(LeaseObjects.SOON))
                .map(object -> object.asString(UTF_8));
    }

    private String keep(String secret) {
        S3Uri object = new S3Uri(bucket.name(), key);
        try {
            client.putObject(
                    request -> request.bucket(bucket.name())
                            .key(key)
                            .ifNoneMatch("*")
                            .contentType("text/plain")
                            .overrideConfiguration(LeaseObjects.SOON),
                    RequestBody.fromString(secret));
            return secret;
        } catch (SdkException e) {
            // 412: another process wrote the key first. 409: another process is writing it, and may have finished by
            // now.
            boolean another = S3Failures.status(e) == 412 || S3Failures.status(e) == 409;
            return (another ? kept() : Optional.<String>empty())
                    .orElseThrow(
                            () -> S3Failures.store("the key of the index can't be written to " + object, object, e));
        }
    }
}
