package dev.renditions.s3;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.StoredRendition;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Presigned links give the bytes to any client, at the store's endpoint. */
@Timeout(120)
final class S3LinksIT {
    private final S3Endpoint endpoint = S3Emulator.shared();

    @Test
    void linkServesTheFileToAPlainClient(@TempDir Path scratch) throws Exception {
        try (AwsProperties properties = AwsProperties.of(endpoint);
                S3Client client = S3Clients.create(true);
                S3Links links = new S3Links(S3Clients.presigner(true))) {
            S3Store store = new S3Store(client, endpoint.newBucket(client), "some/where");
            StoredRendition stored = store.publish(
                            SampleRendition.of(KEY, "0123456789", scratch).manifest(),
                            SampleRendition.of(KEY, "0123456789", scratch).folder())
                    .rendition();

            URI link = links.to(KEY, stored.location().uri(), LinkTerms.of(Duration.ofMinutes(10)));
            assertThat(link.getPort()).isEqualTo(endpoint.uri().getPort());
            assertThat(link.getQuery()).contains("X-Amz-Expires=600", "X-Amz-SignedHeaders=host");
            assertThat(get(link, "bytes=0-").body()).isEqualTo("0123456789");
            HttpResponse<String> part = get(link, "bytes=2-4");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("234");
            assertThat(part.headers().firstValue("Content-Type")).contains("video/mp4");

            URI notes = stored.uri(stored.file("extra/notes_1.txt").orElseThrow());
            assertThat(get(links.to(KEY, notes, LinkTerms.of(Duration.ofMinutes(1))), "bytes=0-")
                            .body())
                    .isEqualTo("notes on it");
        }
    }

    @Test
    void refusesLinksToFilesElsewhere() {
        try (AwsProperties properties = AwsProperties.of(endpoint);
                S3Links links = new S3Links(S3Clients.presigner(true))) {
            assertThatThrownBy(
                            () -> links.to(KEY, URI.create("file:///etc/passwd"), LinkTerms.of(Duration.ofMinutes(1))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> links.to(KEY, URI.create("s3://b/k"), LinkTerms.of(Duration.ofDays(8))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static HttpResponse<String> get(URI link, String range) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(link)
                                .header("Range", range)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString());
    }
}
