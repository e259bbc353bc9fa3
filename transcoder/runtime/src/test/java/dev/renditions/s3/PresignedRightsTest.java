package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.RightsUnavailableException;
import dev.renditions.api.SourceName;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.CanaryServer;
import dev.renditions.testing.Presigned;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3Client;

/** Permissions, checked by an S3 service that verifies signatures. */
@Timeout(60)
final class PresignedRightsTest extends PresignedRightsScene {
    @Test
    void successfulGetGrantsPermission() {
        assertThat(rights.granted(proof(), FILM)).isTrue();
        assertThat(rights.granted(proof(SdkHttpMethod.GET, Instant.now(), "test"), FILM))
                .isTrue();
        assertThat(s3.requests())
                .containsOnly("GET /films/a/caf\u00e9 +1.mp4 bytes=0-0")
                .hasSize(2);
    }

    @Test
    void wrongSignatureGrantsNothing() {
        String proof = proof();
        int start = proof.indexOf("X-Amz-Signature=") + "X-Amz-Signature=".length();
        long seed = System.nanoTime();
        int at = start + new Random(seed).nextInt(64);
        char changed = proof.charAt(at) == '0' ? '1' : '0';
        assertThat(rights.granted(proof.substring(0, at) + changed + proof.substring(at + 1), FILM))
                .as("seed %s", seed)
                .isFalse();
        assertThat(rights.granted(proof.replace("X-Amz-Expires=300", "X-Amz-Expires=301"), FILM))
                .isFalse();
        assertThat(rights.granted(proof(SdkHttpMethod.GET, Instant.now(), "another secret"), FILM))
                .isFalse();
    }

    @Test
    void expiredUrlGrantsNothing() {
        Instant before = Instant.now().minus(FIVE_MINUTES).minusSeconds(5);
        assertThat(rights.granted(proof(SdkHttpMethod.GET, before, "test"), FILM))
                .isFalse();
        assertThat(s3.requests()).hasSize(1);
    }

    @Test
    void urlForAnotherMethodGrantsNothing() {
        assertThat(rights.granted(proof(SdkHttpMethod.HEAD, Instant.now(), "test"), FILM))
                .isFalse();
        assertThat(rights.granted(proof(SdkHttpMethod.PUT, Instant.now(), "test"), FILM))
                .isFalse();
    }

    /** S3 answers a HEAD of an object that is encrypted with a KMS key even if the caller may not use that key. */
    @Test
    void headOfAnEncryptedObjectGrantsNothing() {
        s3.encrypt(FILM.bucket(), FILM.key());
        assertThat(rights.granted(proof(), FILM)).isFalse();
        assertThat(rights.granted(proof(SdkHttpMethod.HEAD, Instant.now(), "test"), FILM))
                .isFalse();
    }

    /** A server that ignores the range sends the whole object, which must not be read. */
    @Test
    void wholeObjectGrantsPermissionAndIsNotRead() {
        s3.answerWith(200);
        assertThat(rights.granted(proof(), FILM)).isTrue();
    }

    @Test
    void missingObjectGrantsNothing() {
        SourceName missing = new SourceName("films", "missing.mp4");
        assertThat(rights.granted(Presigned.get(s3.endpoint(), "films", "missing.mp4"), missing))
                .isFalse();
    }

    @Test
    void urlOfAnotherObjectIsNotRequested() {
        String other = Presigned.get(s3.endpoint(), "films", "a/other.mp4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rights.granted(other, FILM))
                .withMessageContaining("another object");
        assertThat(s3.requests()).isEmpty();
    }

    @Test
    void signatureOfOneObjectDoesNotGrantAnother() {
        String other = Presigned.get(s3.endpoint(), "films", "a/other.mp4");
        String swapped = proof().replaceFirst("\\?.*", "") + other.substring(other.indexOf('?'));
        assertThat(rights.granted(swapped, FILM)).isFalse();
    }

    @Test
    void requestsNoUrlsOfOtherServers() throws IOException {
        try (CanaryServer canary = new CanaryServer()) {
            String elsewhere = canary.url().replace("/secret.mp4", "") + proof().replaceFirst("http://[^/]+", "");
            String host = elsewhere.replaceFirst("http://([^/]+)/.*", "$1");
            String authority = s3.endpoint().uri().getAuthority();
            for (String url : List.of(
                    elsewhere,
                    proof().replace(authority, authority + "@" + host),
                    proof().replace(authority, host + "#" + authority),
                    proof().replace(authority, host + "\\@" + authority),
                    proof().replace(
                                    authority,
                                    "localhost:" + s3.endpoint().uri().getPort()),
                    proof().replace("127.0.0.1", "[::ffff:127.0.0.1]"))) {
                assertThatIllegalArgumentException().as(url).isThrownBy(() -> rights.granted(url, FILM));
            }
            assertThat(canary.requests()).isEmpty();
            assertThat(s3.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsNotFollowedAndGrantsNothing(int status) {
        s3.answerWith(status);
        assertThat(rights.granted(proof(), FILM)).isFalse();
        assertThat(s3.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void serverErrorIsAnOutage(int status) {
        s3.answerWith(status);
        assertOutage();
    }

    @Test
    void unreachableServerIsAnOutage() {
        String proof = proof();
        s3.close();
        assertOutage(proof);
    }

    private void assertOutage() {
        assertOutage(proof());
    }

    private void assertOutage(String proof) {
        RightsUnavailableException e =
                catchThrowableOfType(RightsUnavailableException.class, () -> rights.granted(proof, FILM));
        assertThat(e).hasMessageNotContaining("X-Amz");
        Problem problem = ProblemMapper.of(e);
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.retryAfter()).isPresent();
    }

    /** The endpoint as users set it, by the SDK's own settings. */
    @Test
    void usesTheEndpointOfTheEnvironment() {
        try (AwsProperties properties = AwsProperties.of(s3.endpoint());
                S3Client client = S3Clients.create(true)) {
            assertThat(properties).isNotNull();
            PresignedRights set = PresignedRights.of(client);
            assertThat(set.granted(proof(), FILM)).isTrue();
        }
    }
}
