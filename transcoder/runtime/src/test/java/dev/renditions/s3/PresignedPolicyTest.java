package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.AllowAll;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Access policies with presigned URLs as proofs: their requests to S3, their entries in the index, and their refusals. */
@Timeout(60)
final class PresignedPolicyTest extends PresignedRightsScene {
    @Test
    void refusalOfAPresignedHeadSaysWhatToSend() {
        String head = proof(SdkHttpMethod.HEAD, Instant.now(), "test");
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> gate(MemoryIndex.of(100, Clock.systemUTC())).admit(request(head), FILM));
        assertThat(e.problem().status()).isEqualTo(403);
        assertThat(e.problem().detail()).contains("send a presigned GET", "HEAD is not enough");
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
