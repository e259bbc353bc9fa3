package dev.renditions.testing;

import dev.renditions.support.UrlPath;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** URLs that a caller presigns with its own credentials, by the AWS SDK. */
public final class Presigned {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("test", "test");

    private Presigned() {}

    /** A presigned {@code GET} with the bucket in the path. */
    public static String get(S3Endpoint endpoint, String bucket, String key) {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            return presigner
                    .presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(g -> g.bucket(bucket).key(key)))
                    .url()
                    .toString();
        }
    }

    /** The same signed at another time, with another lifetime, method or secret. */
    public static String url(
            SdkHttpMethod method, URI endpoint, List<String> path, Instant at, Duration lifetime, String secret) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(method)
                .uri(endpoint)
                .encodedPath(new UrlPath(path).canonical())
                .build();
        return AwsV4HttpSigner.create()
                .sign(s -> s.identity(AwsBasicCredentials.create("test", secret))
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, lifetime)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
                .request()
                .getUri()
                .toString();
    }

    /** The segments of the path to an object. */
    public static List<String> path(String bucket, String key) {
        return Stream.concat(Stream.of(bucket), Stream.of(key.split("/", -1))).toList();
    }
}
