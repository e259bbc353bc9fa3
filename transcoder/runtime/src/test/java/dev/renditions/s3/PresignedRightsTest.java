package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.RightsUnavailableException;
import dev.renditions.api.SourceName;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.AllowAll;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.AwsProperties;
import dev.renditions.testing.CanaryServer;
import dev.renditions.testing.Presigned;
import dev.renditions.testing.SigningS3;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3Client;

/** Permissions, checked by an S3 service that verifies signatures. */
@Timeout(60)
final class PresignedRightsTest {
    private static final SourceName FILM = new SourceName("films", "a/caf\u00e9 +1.mp4");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private SigningS3 s3;
    private PresignedRights rights;

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

    private String proof() {
        return Presigned.get(s3.endpoint(), FILM.bucket(), FILM.key());
    }

    private String proof(SdkHttpMethod method, Instant at, String secret) {
        List<String> path = Presigned.path(FILM.bucket(), FILM.key());
        return Presigned.url(method, s3.endpoint().uri(), path, at, FIVE_MINUTES, secret);
    }

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

    @Test
    void refusalOfAPresignedHeadSaysWhatToSend() {
        String head = proof(SdkHttpMethod.HEAD, Instant.now(), "test");
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> gate(MemoryIndex.of(100, Clock.systemUTC())).admit(request(head), FILM));
        assertThat(e.problem().status()).isEqualTo(403);
        assertThat(e.problem().detail()).contains("send a presigned GET", "HEAD is not enough");
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

    @Test
    void policiesOnOneIndexAskS3Once() {
        MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
        MemoryIndex index = MemoryIndex.of(100, clock);
        String good = proof();
        for (int i = 0; i < 5; i++) {
            assertThatCode(() -> gate(index).admit(request(good), FILM)).doesNotThrowAnyException();
        }
        assertThat(s3.requests()).hasSize(1);
        clock.move(FIVE_MINUTES);
        gate(index).admit(request(good), FILM);
        assertThat(s3.requests()).hasSize(2);
    }

    @Test
    void refusalIsCheckedAgainSooner() {
        MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
        MemoryIndex index = MemoryIndex.of(100, clock);
        String bad = proof(SdkHttpMethod.GET, Instant.now(), "another secret");
        for (int i = 0; i < 5; i++) {
            assertForbidden(gate(index), request(bad));
        }
        assertThat(s3.requests()).hasSize(1);
        clock.move(Duration.ofMinutes(1));
        assertForbidden(gate(index), request(bad));
        assertThat(s3.requests()).hasSize(2);
    }

    @Test
    void principalSendsItsProofOnce() {
        MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
        MemoryIndex index = MemoryIndex.of(100, clock);
        AccessPolicy gate = RequestAccessPolicy.of(
                Optional.empty(),
                Optional.empty(),
                new RetryLimit(index.counters(), clock),
                AllowedSources.none(),
                guards(index),
                clock);
        Caller alice = new Caller.Principal("arn:aws:iam::1:user/alice", Optional.of("AKIA1"));
        gate.admit(request(proof(), alice), FILM);
        gate.admit(new ApiRequest("GET", "/", Map.of(), Map.of(), alice), FILM);
        assertForbidden(
                gate,
                new ApiRequest("GET", "/", Map.of(), Map.of(), new Caller.Principal("arn:bob", Optional.of("AKIA1"))));
        assertThat(s3.requests()).hasSize(1);
    }

    private static void assertForbidden(AccessPolicy gate, ApiRequest request) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> gate.admit(request, FILM));
        assertThat(e.problem().status()).isEqualTo(403);
    }

    private GuardedSources guards(MemoryIndex index) {
        return new GuardedSources(AllowedSources.parse("s3://films"), rights, index.permissions());
    }

    private AccessPolicy gate(MemoryIndex index) {
        return new AllowAll(Optional.empty(), AllowedSources.none(), guards(index));
    }

    private static ApiRequest request(String proof) {
        return request(proof, new Caller.Address("203.0.113.7"));
    }

    private static ApiRequest request(String proof, Caller caller) {
        return new ApiRequest("GET", "/v1/x", Map.of(), Map.of("x-renditions-proof", proof), caller);
    }
}
