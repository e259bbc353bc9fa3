package dev.renditions.http.access;

import static dev.renditions.http.Requests.PATH;
import static dev.renditions.http.Requests.SECRET;
import static dev.renditions.http.Requests.SOURCE;
import static dev.renditions.http.Requests.from;
import static dev.renditions.http.Requests.problem;
import static dev.renditions.http.Requests.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.renditions.api.SourceName;
import dev.renditions.http.Requests;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Counters;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.support.UrlPath;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which sources may be requested, and how often. */
final class RequestAccessPolicyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final AllowedSources UPLOADS = AllowedSources.parse("s3://uploads/a");

    private static final Profile POSTER =
            ProfileCatalog.builtIn().find("poster").orElseThrow();
    private static final Profile HLS = ProfileCatalog.builtIn().find("hls").orElseThrow();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:10Z"));
    private final ArtifactIndex index = MemoryIndex.of(1000, clock);
    private final SigningKeys keys = SigningKeys.parse("a:" + SECRET + ",b:" + Requests.OTHER_SECRET);

    private AccessPolicy gate(Counters counting, RateLimit.OnOutage onOutage) {
        RateLimit limit = new RateLimit(counting, 3, MINUTE, onOutage, clock);
        return RequestAccessPolicy.of(
                Optional.of(keys), Optional.of(limit), new RetryLimit(counting, clock), UPLOADS, noGuards(), clock);
    }

    private GuardedSources noGuards() {
        return new GuardedSources(
                AllowedSources.none(),
                (proof, source) -> {
                    throw new AssertionError("AWS must not be asked");
                },
                index.permissions());
    }

    private ApiRequest request(String key) {
        return signed(PATH, keys.sign(UrlPath.parse(PATH), clock.instant().plusSeconds(600), key));
    }

    private ApiRequest request() {
        return request("a");
    }

    @Test
    void signedLinkToASourceThatIsNotAllowedIsForbidden() {
        AccessPolicy gate = gate(index.counters(), RateLimit.OnOutage.PASS);
        assertThatCode(() -> gate.admit(request(), SOURCE)).doesNotThrowAnyException();
        for (SourceName other :
                new SourceName[] {new SourceName("uploads", "ab/film.mp4"), new SourceName("other", "a/film.mp4")}) {
            assertThat(problem(() -> gate.admit(request(), other)).status()).isEqualTo(403);
        }
    }

    @Test
    void policiesOnOneIndexCountTogether() {
        AccessPolicy one = gate(index.counters(), RateLimit.OnOutage.PASS);
        AccessPolicy two = gate(index.counters(), RateLimit.OnOutage.PASS);
        one.admit(request(), SOURCE);
        two.admit(request(), SOURCE);
        one.admit(request());
        Problem refused = problem(() -> two.admit(request(), SOURCE));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(50));
        assertThat(problem(() -> one.admit(request())).status()).isEqualTo(429);
        clock.move(Duration.ofSeconds(50));
        assertThatCode(() -> two.admit(request(), SOURCE)).doesNotThrowAnyException();
    }

    @Test
    void keysAddressesAndPrincipalsAreCountedSeparately() {
        AccessPolicy gate = gate(index.counters(), RateLimit.OnOutage.PASS);
        for (int i = 0; i < 3; i++) {
            gate.admit(request("a"), SOURCE);
            gate.admit(request("b"), SOURCE);
            gate.admit(from(new Caller.Address("203.0.113.8"), request("a")), SOURCE);
            gate.admit(from(new Caller.Principal("arn:aws:iam::1:user/x", Optional.of("AKIA1")), request("a")), SOURCE);
            gate.admit(from(new Caller.Principal("arn:aws:iam::1:user/y", Optional.of("AKIA1")), request("a")), SOURCE);
        }
        assertThat(problem(() -> gate.admit(request("a"), SOURCE)).status()).isEqualTo(429);
        assertThat(problem(() -> gate.admit(
                                from(new Caller.Principal("arn:aws:iam::1:user/x", Optional.of("AKIA1")), request("b")),
                                SOURCE))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void countsForbiddenRequestsButNotWrongSignatures() {
        AccessPolicy gate = gate(index.counters(), RateLimit.OnOutage.PASS);
        SourceName other = new SourceName("other", "film.mp4");
        ApiRequest unsigned = Requests.of(PATH, Map.of());
        for (int i = 0; i < 3; i++) {
            assertThat(problem(() -> gate.admit(unsigned, SOURCE)).status()).isEqualTo(401);
            assertThat(problem(() -> gate.admit(request(), other)).status()).isEqualTo(403);
        }
        assertThat(problem(() -> gate.admit(request(), other)).status()).isEqualTo(429);
    }

    @Test
    void outageOfTheIndexAdmitsOrRefusesAsConfigured() {
        AccessPolicy open = gate(UnavailableIndex.unavailable(Counters.class), RateLimit.OnOutage.PASS);
        AccessPolicy closed = gate(UnavailableIndex.unavailable(Counters.class), RateLimit.OnOutage.REFUSE);
        for (int i = 0; i < 5; i++) {
            assertThatCode(() -> open.admit(request(), SOURCE)).doesNotThrowAnyException();
        }
        Problem refused = problem(() -> closed.admit(request(), SOURCE));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(5));
    }

    @Test
    void admitsOneRetryInTenMinutesForAllClientsTogether() {
        AccessPolicy one = gate(index.counters(), RateLimit.OnOutage.PASS);
        AccessPolicy two = gate(index.counters(), RateLimit.OnOutage.PASS);
        assertThat(one.admitsRetry(SOURCE, POSTER)).isTrue();
        assertThat(two.admitsRetry(SOURCE, POSTER)).isFalse();
        assertThat(one.admitsRetry(SOURCE, POSTER)).isFalse();
        assertThat(two.admitsRetry(SOURCE, HLS)).as("another profile").isTrue();
        assertThat(two.admitsRetry(new SourceName("uploads", "a/other.mp4"), POSTER))
                .as("another source")
                .isTrue();
        clock.move(Duration.ofMinutes(9));
        assertThat(one.admitsRetry(SOURCE, POSTER)).isFalse();
        clock.move(Duration.ofMinutes(1));
        assertThat(two.admitsRetry(SOURCE, POSTER)).isTrue();
    }

    @Test
    void admitsNoRetryWhileTheIndexIsUnavailable() {
        assertThat(gate(UnavailableIndex.unavailable(Counters.class), RateLimit.OnOutage.PASS)
                        .admitsRetry(SOURCE, POSTER))
                .isFalse();
    }

    @Test
    void policyWithoutAuthenticationAdmitsEveryRetry() {
        AccessPolicy gate = new AllowAll(Optional.empty(), UPLOADS, noGuards());
        assertThat(gate.admitsRetry(SOURCE, POSTER)).isTrue();
        assertThat(gate.admitsRetry(SOURCE, POSTER)).isTrue();
    }

    @Test
    void policyWithoutAuthenticationKeepsTheOtherLimits() {
        RateLimit limit = new RateLimit(index.counters(), 3, MINUTE, RateLimit.OnOutage.PASS, clock);
        AccessPolicy gate = new AllowAll(Optional.of(limit), UPLOADS, noGuards());
        ApiRequest unsigned = Requests.of(PATH, Map.of());
        assertThatCode(() -> gate.admit(unsigned, SOURCE)).doesNotThrowAnyException();
        assertThat(problem(() -> gate.admit(unsigned, new SourceName("other", "film.mp4")))
                        .status())
                .isEqualTo(403);
        assertThatCode(() -> gate.admit(unsigned)).doesNotThrowAnyException();
        assertThat(problem(() -> gate.admit(unsigned)).status()).isEqualTo(429);
    }
}
