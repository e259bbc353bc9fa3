package dev.renditions.s3;

import dev.renditions.api.SourceName;
import dev.renditions.testing.Presigned;
import dev.renditions.testing.SigningS3;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3Client;

/** Base of tests of permissions: an S3 service that verifies signatures, with two objects, and presigned URLs of one of them. */
abstract class PresignedRightsScene {
    static final SourceName FILM = new SourceName("films", "a/caf\u00e9 +1.mp4");
    static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    SigningS3 s3;
    PresignedRights rights;

    @BeforeEach
    void start() throws IOException {
        s3 = new SigningS3();
        s3.put(FILM.bucket(), FILM.key());
        s3.put("films", "a/other.mp4");
        try (S3Client client = s3.endpoint().client()) {
            rights = PresignedRights.of(client);
        }
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    String proof() {
        return Presigned.get(s3.endpoint(), FILM.bucket(), FILM.key());
    }

    String proof(SdkHttpMethod method, Instant at, String secret) {
        List<String> path = Presigned.path(FILM.bucket(), FILM.key());
        return Presigned.url(method, s3.endpoint().uri(), path, at, FIVE_MINUTES, secret);
    }
}
