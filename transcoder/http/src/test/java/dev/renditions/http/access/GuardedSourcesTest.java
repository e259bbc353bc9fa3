package dev.renditions.http.access;

import static dev.renditions.http.Requests.PATH;
import static dev.renditions.http.Requests.SOURCE;
import static dev.renditions.http.Requests.problem;
import static dev.renditions.http.Requests.withProof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.renditions.api.SourceName;
import dev.renditions.http.Requests;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import dev.renditions.index.MovableClock;
import dev.renditions.index.Permissions;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sources for which the caller's own permission counts. */
final class GuardedSourcesTest {
    private static final Caller ALICE = new Caller.Principal("arn:aws:iam::1:user/alice", Optional.of("AKIA1"));
    private static final Caller BOB = new Caller.Principal("arn:aws:iam::1:user/bob", Optional.of("AKIA1"));
    private static final ApiRequest BARE = Requests.of(PATH, Map.of());

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Permissions permissions = MemoryIndex.of(1000, clock).permissions();
    private final List<String> asked = new ArrayList<>();
    private final AccessPolicy gate = gate(permissions);

    /** A fake AWS that tells good proofs from bad ones, and is unavailable for some. */
    private boolean answer(String proof, SourceName source) {
        if (proof.startsWith("nonsense")) {
            throw new IllegalArgumentException("not a presigned URL");
        }
        asked.add(proof + " " + source);
        if (proof.startsWith("out")) {
            throw new ApiException(Problem.later(503, "S3 does not answer", Duration.ofSeconds(5)));
        }
        return proof.startsWith("good");
    }

    /** Addresses are admitted as by a local server, principals as by a Lambda function. */
    private AccessPolicy gate(Permissions remembering) {
        IdentityResolver identity = request -> request.caller() instanceof Caller.Principal principal
                ? CallerIdentity.of(principal)
                : CallerIdentity.at(request.caller());
        return new RequestAccessPolicy(
                identity,
                Optional.empty(),
                Optional.empty(),
                AllowedSources.parse("s3://uploads"),
                new GuardedSources(AllowedSources.parse("s3://uploads/a"), this::answer, remembering));
    }

    private static ApiRequest of(Caller caller, String proof) {
        return Requests.from(caller, withProof(proof, BARE));
    }

    @Test
    void permissionIsCachedForFiveMinutes() {
        gate.admit(of(ALICE, "good"), SOURCE);
        gate.admit(Requests.from(ALICE, BARE), SOURCE);
        clock.move(Duration.ofMinutes(5).minusMillis(1));
        gate.admit(of(ALICE, "good again"), SOURCE);
        assertThat(asked).containsExactly("good " + SOURCE);
        clock.move(Duration.ofMillis(1));
        assertThat(problem(() -> gate.admit(Requests.from(ALICE, BARE), SOURCE)).status())
                .isEqualTo(403);
        gate.admit(of(ALICE, "good later"), SOURCE);
        assertThat(asked).hasSize(2);
    }

    @Test
    void processesOnOneIndexShareThePermission() {
        gate.admit(of(ALICE, "good"), SOURCE);
        assertThatCode(() -> gate(permissions).admit(Requests.from(ALICE, BARE), SOURCE))
                .doesNotThrowAnyException();
        assertThat(asked).hasSize(1);
    }

    @Test
    void refusalIsCachedForAMinute() {
        assertThat(problem(() -> gate.admit(of(ALICE, "bad"), SOURCE)).status()).isEqualTo(403);
        clock.move(Duration.ofMinutes(1).minusMillis(1));
        assertThat(problem(() -> gate.admit(of(ALICE, "good"), SOURCE)).status())
                .isEqualTo(403);
        assertThat(asked).hasSize(1);
        clock.move(Duration.ofMillis(1));
        gate.admit(of(ALICE, "good"), SOURCE);
        assertThat(asked).hasSize(2);
    }

    @Test
    void permissionIsForOneCallerAndOneObject() {
        gate.admit(of(ALICE, "good"), SOURCE);
        assertThat(problem(() -> gate.admit(Requests.from(BOB, BARE), SOURCE)).status())
                .isEqualTo(403);
        assertThat(problem(() -> gate.admit(BARE, SOURCE)).status()).isEqualTo(403);
        SourceName other = new SourceName("uploads", "a/other.mp4");
        assertThat(problem(() -> gate.admit(Requests.from(ALICE, BARE), other)).status())
                .isEqualTo(403);
        assertThat(asked).hasSize(1);
    }

    /**
     * Two sessions of one role and name may have different permissions, because of session policies or later changes.
     */
    @Test
    void secondSessionOfARoleNeedsItsOwnProof() {
        String role = "arn:aws:sts::1:assumed-role/viewer/session";
        Caller first = new Caller.Principal(role, Optional.of("ASIA1"));
        Caller second = new Caller.Principal(role, Optional.of("ASIA2"));
        gate.admit(of(first, "good"), SOURCE);
        gate.admit(Requests.from(first, BARE), SOURCE);
        assertThat(problem(() -> gate.admit(Requests.from(second, BARE), SOURCE))
                        .status())
                .isEqualTo(403);
        assertThat(problem(() -> gate.admit(of(second, "bad"), SOURCE)).status())
                .isEqualTo(403);
        assertThatCode(() -> gate.admit(Requests.from(first, BARE), SOURCE))
                .as("a session's bad proof does not affect another session's good one")
                .doesNotThrowAnyException();
        assertThat(asked).hasSize(2);
    }

    @Test
    void principalWithoutAccessKeyNeedsTheProofEachTime() {
        Caller nameless = new Caller.Principal("arn:aws:iam::1:user/alice", Optional.empty());
        gate.admit(of(nameless, "good"), SOURCE);
        gate.admit(of(nameless, "good"), SOURCE);
        assertThat(asked).hasSize(1);
        assertThat(problem(() -> gate.admit(Requests.from(nameless, BARE), SOURCE))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void callersThatMayShareANameNeedTheProofEachTime() {
        gate.admit(withProof("good", BARE), SOURCE);
        gate.admit(withProof("good", BARE), SOURCE);
        assertThat(asked).hasSize(1);
        assertThat(problem(() -> gate.admit(BARE, SOURCE)).status()).isEqualTo(403);
        assertThat(problem(() -> gate.admit(withProof("bad", BARE), SOURCE)).status())
                .isEqualTo(403);
        assertThatCode(() -> gate.admit(withProof("good", BARE), SOURCE))
                .as("a bad proof does not affect a good one")
                .doesNotThrowAnyException();
        assertThat(asked).hasSize(2);
    }

    @Test
    void invalidProofIsNeitherCheckedNorCached() {
        Problem problem = problem(() -> gate.admit(of(ALICE, "nonsense"), SOURCE));
        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.detail()).isEqualTo("X-Renditions-Proof: not a presigned URL");
        assertThat(asked).isEmpty();
        assertThatCode(() -> gate.admit(of(ALICE, "good"), SOURCE)).doesNotThrowAnyException();
    }

    @Test
    void outageOfAwsIsNotCached() {
        assertThat(problem(() -> gate.admit(of(ALICE, "out"), SOURCE)).status()).isEqualTo(503);
        assertThatCode(() -> gate.admit(of(ALICE, "good"), SOURCE)).doesNotThrowAnyException();
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAwsEachTimeWhileTheIndexIsUnavailable() {
        AccessPolicy forgetful = gate(UnavailableIndex.unavailable(Permissions.class));
        forgetful.admit(of(ALICE, "good"), SOURCE);
        forgetful.admit(of(ALICE, "good"), SOURCE);
        assertThat(asked).hasSize(2);
        assertThat(problem(() -> forgetful.admit(of(ALICE, "bad"), SOURCE)).status())
                .isEqualTo(403);
        assertThat(problem(() -> forgetful.admit(Requests.from(ALICE, BARE), SOURCE))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void guardedSourcesTakePrecedenceOverAllowedOnes() {
        assertThat(problem(() -> gate.admit(Requests.from(ALICE, BARE), SOURCE)).status())
                .isEqualTo(403);
        SourceName beside = new SourceName("uploads", "b/film.mp4");
        assertThatCode(() -> gate.admit(Requests.from(ALICE, BARE), beside)).doesNotThrowAnyException();
        assertThat(asked).isEmpty();
    }
}
