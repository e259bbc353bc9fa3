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
 * Makes clients of S3 that retry and give up as this project needs it. Everything else is the SDK's own: region and
 * credentials by its default chain, {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL}, checksums on every request
 * and answer that can carry one ({@code AWS_REQUEST_CHECKSUM_CALCULATION} turns them off for services that refuse them).
 */
public final class S3Clients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Between two packets. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;
    private static final Set<String> CONFLICTS = Set.of("ConditionalRequestConflict", "OperationAborted");

    private S3Clients() {}

    /**
     * A client.
     *
     * @param pathStyle whether the bucket goes into the path, {@code http://host/bucket/key}, as most services but AWS's
     *     own need it
     * @throws StoreException if the environment names no region
     */
    public static S3Client create(boolean pathStyle) {
        try {
            return builder(pathStyle).build();
        } catch (SdkClientException e) {
            throw new StoreException(
                    false,
                    "S3 can't be asked: no region is set; set AWS_REGION to the bucket's, or AWS_PROFILE to one that has it",
                    e);
        }
    }

    /** What {@link #create} builds from, for who needs to say more. */
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
     * What signs links, with the same region, credentials and endpoint.
     *
     * @param pathStyle as for {@link #create}
     * @throws StoreException if the environment names no region
     */
    public static S3Presigner presigner(boolean pathStyle) {
        try {
            return presignerBuilder(pathStyle).build();
        } catch (SdkClientException e) {
            throw new StoreException(false, "no links to S3 can be signed: no region is set; set AWS_REGION", e);
        }
    }

    /** What {@link #presigner} builds from, for who needs to say more. */
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
     * Two writes of one key met. S3 asks for the request to be sent again, and the SDK does not do so by itself:
     * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>.
     */
    private static boolean isConflict(Throwable t) {
        return t instanceof SdkException e && CONFLICTS.contains(S3Failures.code(e));
    }
}
