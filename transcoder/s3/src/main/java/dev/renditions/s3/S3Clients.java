package dev.renditions.s3;

import dev.renditions.api.StoreException;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Creates S3 clients with this project's retries and timeouts. Everything else follows the SDK's defaults: region and
 * credentials by its default chain, the endpoint by {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL}, and
 * checksums on every request and response that supports them ({@code AWS_REQUEST_CHECKSUM_CALCULATION} turns them off
 * for services that refuse them).
 */
public final class S3Clients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** The maximum time between two packets. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;
    private static final Set<String> CONFLICTS = Set.of("ConditionalRequestConflict", "OperationAborted");

    private S3Clients() {}

    /**
     * Creates a client.
     *
     * @param pathStyle whether the bucket is part of the path, as in {@code http://host/bucket/key}; most services
     *     except AWS's own require it
     * @throws StoreException if the environment sets no region
     */
    public static S3Client create(boolean pathStyle) {
        try {
            return builder(pathStyle).build();
        } catch (SdkClientException e) {
            throw new StoreException(
                    false,
                    "no AWS region is set; set AWS_REGION to the bucket's region, or AWS_PROFILE to a profile with a region",
                    e);
        }
    }

    /** The builder of {@link #create}, for code that needs more settings. */
    public static S3ClientBuilder builder(boolean pathStyle) {
        return S3Client.builder()
                .forcePathStyle(pathStyle)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(READ_TIMEOUT))
                .overrideConfiguration(
                        o -> o.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).retryStrategy(retries()));
    }

    /**
     * Creates a presigner for links, with the same region, credentials and endpoint.
     *
     * @param pathStyle as for {@link #create}
     * @throws StoreException if the environment sets no region
     */
    public static S3Presigner presigner(boolean pathStyle) {
        try {
            return presignerBuilder(pathStyle).build();
        } catch (SdkClientException e) {
            throw new StoreException(false, "links to S3 can't be signed: no AWS region is set; set AWS_REGION", e);
        }
    }

    /** The builder of {@link #presigner}, for code that needs more settings. */
    public static S3Presigner.Builder presignerBuilder(boolean pathStyle) {
        return S3Presigner.builder()
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle)
                        .build());
    }

    private static RetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .retryOnException(S3Clients::isConflict)
                .build();
    }

    /**
     * Two concurrent writes of one key. S3 asks clients to retry, and the SDK does not do so by default: <a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>.
     */
    private static boolean isConflict(Throwable t) {
        return t instanceof SdkException e && CONFLICTS.contains(S3Failures.code(e));
    }
}
