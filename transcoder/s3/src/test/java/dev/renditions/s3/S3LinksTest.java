package dev.renditions.s3;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.link.LinkTerms;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

final class S3LinksTest {
    /** The request's own link may have expired while the request waited. */
    @ParameterizedTest
    @CsvSource({"90, 90", "1, 1", "0, 1", "-20, 1"})
    void linkHasAtLeastTheMinimumLifetimeOfS3(int seconds, int signed) {
        try (S3Links links = new S3Links(S3Clients.presignerBuilder(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
                .build())) {
            URI link = links.to(KEY, URI.create("s3://bucket/key"), LinkTerms.of(Duration.ofSeconds(seconds)));
            assertThat(link.getQuery()).contains("X-Amz-Expires=" + signed + "&");
        }
    }
}
