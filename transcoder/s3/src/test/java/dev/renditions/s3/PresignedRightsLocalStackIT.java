package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.SourceName;
import dev.renditions.testing.LocalStack;
import dev.renditions.testing.Presigned;
import dev.renditions.testing.S3Endpoint;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3Client;

/** Permissions over the S3 API of LocalStack, which verifies presigned URLs with its own implementation. */
@Timeout(60)
final class PresignedRightsLocalStackIT {
    private static S3Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = LocalStack.shared();
    }

    @Test
    void onlyThePresignedGetGrantsPermission() {
        try (S3Client client = endpoint.client()) {
            String bucket = endpoint.newBucket(client);
            SourceName film = new SourceName(bucket, "a/caf\u00e9 +1.mp4");
            client.putObject(p -> p.bucket(bucket).key(film.key()), RequestBody.fromString("film"));
            PresignedRights rights = PresignedRights.of(client);
            String proof = Presigned.get(endpoint, bucket, film.key());
            assertThat(rights.granted(proof, film)).isTrue();
            assertThat(rights.granted(proof.replace("X-Amz-Expires=300", "X-Amz-Expires=301"), film))
                    .isFalse();
            assertThat(rights.granted(signedAt(film, Instant.now().minusSeconds(600)), film))
                    .isFalse();
        }
    }

    private static String signedAt(SourceName film, Instant at) {
        return Presigned.url(
                SdkHttpMethod.GET,
                endpoint.uri(),
                Presigned.path(film.bucket(), film.key()),
                at,
                Duration.ofMinutes(5),
                "test");
    }
}
