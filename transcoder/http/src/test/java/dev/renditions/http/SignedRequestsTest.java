package dev.renditions.http;

import static dev.renditions.http.Requests.OTHER_SECRET;
import static dev.renditions.http.Requests.PATH;
import static dev.renditions.http.Requests.SECRET;
import static dev.renditions.http.Requests.SOURCE;
import static dev.renditions.http.Requests.parameters;
import static dev.renditions.http.Requests.problem;
import static dev.renditions.http.Requests.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.access.Signature;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.support.MalformedPathException;
import dev.renditions.support.UrlPath;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with and without a valid signed link. */
final class SignedRequestsTest {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00.500Z"));
    private final SigningKeys keys = SigningKeys.parse("a:" + SECRET + ",b:" + OTHER_SECRET);
    private final AccessPolicy gate = gate(Optional.of(keys));
    private final Signature signature =
            keys.sign(UrlPath.parse(PATH), clock.instant().plus(Duration.ofHours(1)));

    private AccessPolicy gate(Optional<SigningKeys> known) {
        RetryLimit retries = new RetryLimit(MemoryIndex.create().counters(), clock);
        GuardedSources none = new GuardedSources(
                AllowedSources.none(),
                (proof, source) -> {
                    throw new AssertionError("AWS must not be asked");
                },
                MemoryIndex.create().permissions());
        return RequestAccessPolicy.of(
                known, Optional.empty(), retries, AllowedSources.parse("s3://uploads"), none, clock);
    }

    private int refusal(ApiRequest request) {
        return problem(() -> gate.admit(request, SOURCE)).status();
    }

    private int refusal(Map<String, String> query) {
        return refusal(Requests.of(PATH, query));
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> query = new HashMap<>(parameters(signature));
        query.put(name, value);
        return query;
    }

    @Test
    void signedLinkIsAdmittedWithAnyOtherParameter() {
        assertThatCode(() -> gate.admit(signed(PATH, signature), SOURCE)).doesNotThrowAnyException();
        assertThatCode(() -> gate.admit(signed(PATH, signature))).doesNotThrowAnyException();
        assertThatCode(() -> gate.admit(Requests.of(PATH, with("wait", "5")), SOURCE))
                .doesNotThrowAnyException();
        Signature other = keys.sign(UrlPath.parse(PATH), signature.expires(), "b");
        assertThatCode(() -> gate.admit(signed(PATH, other), SOURCE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"expires", "key", "signature"})
    void refusesALinkWithoutAPartOfItsSignature(String part) {
        Map<String, String> query = new HashMap<>(parameters(signature));
        query.remove(part);
        assertThat(refusal(query)).isEqualTo(401);
        assertThat(problem(() -> gate.admit(Requests.of(PATH, query))).status()).isEqualTo(401);
    }

    @Test
    void refusesASignatureWithAnyCharacterChanged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int at = 0; at < signature.value().length(); at++) {
            char before = signature.value().charAt(at);
            char after = CHARACTERS.charAt(
                    (CHARACTERS.indexOf(before) + 1 + random.nextInt(CHARACTERS.length() - 1)) % CHARACTERS.length());
            String changed = signature.value().substring(0, at)
                    + after
                    + signature.value().substring(at + 1);
            assertThat(refusal(with("signature", changed)))
                    .as("at %s, seed %s", at, seed)
                    .isEqualTo(401);
        }
    }

    @Test
    void refusesAPathWithAnyCharacterChanged() {
        for (int at = 1; at < PATH.length(); at++) {
            char changed = PATH.charAt(at) == 'z' ? 'y' : 'z';
            String path = PATH.substring(0, at) + changed + PATH.substring(at + 1);
            assertThat(refusal(signed(path, signature))).as(path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/renditions/mp4-720p/uploads/a/film.mp4",
                "/v1/renditions/poster/uploads/a/film.mp4/",
                "/v1/renditions/poster/uploads//a/film.mp4",
                "/v1/renditions/poster/uploads/a/film.mp4%20",
                "/v1/renditions/poster/uploads/a/film%252Emp4",
                "/v1/renditions/poster/uploads/a/Film.mp4",
                "/v1/profiles",
                "/"
            })
    void signatureIsNotValidForAnotherPath(String path) {
        assertThat(refusal(signed(path, signature))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/renditions/poster/uploads/a/%66ilm.mp4",
                "/%76%31/renditions/poster/uploads/a/film%2emp4",
                "/v1/renditions/poster/uploads/a/film%2Emp4"
            })
    void signatureIsValidForEverySpellingOfItsPath(String path) {
        assertThatCode(() -> gate.admit(signed(path, signature), SOURCE)).doesNotThrowAnyException();
        assertThat(keys.sign(UrlPath.parse(path), signature.expires())).isEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/renditions/poster/uploads/a%2Ffilm.mp4", "/v1/x/../renditions", "/v1/%ff"})
    void ambiguousPathIsABadRequest(String path) {
        MalformedPathException thrown =
                catchThrowableOfType(MalformedPathException.class, () -> gate.admit(signed(path, signature), SOURCE));
        assertThat(ProblemMapper.of(thrown).status()).isEqualTo(400);
    }

    @Test
    void refusesAnExpiryWithAnyDigitChanged() {
        String expires = parameters(signature).get("expires");
        for (int at = 0; at < expires.length(); at++) {
            char changed = expires.charAt(at) == '9' ? '8' : (char) (expires.charAt(at) + 1);
            assertThat(refusal(with("expires", expires.substring(0, at) + changed + expires.substring(at + 1))))
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"'0%s'", "'+%s'", "'%s '", "'%s.0'", "'-%s'", "'%s0000000000000000000'", "''", "'soon'"})
    void refusesAnotherSpellingOfTheExpiry(String spelling) {
        String expires = parameters(signature).get("expires");
        assertThat(refusal(with("expires", spelling.formatted(expires)))).isEqualTo(401);
    }

    @Test
    void linkExpiresAtItsSecond() {
        clock.move(Duration.between(clock.instant(), signature.expires()).minusMillis(1));
        assertThatCode(() -> gate.admit(signed(PATH, signature), SOURCE)).doesNotThrowAnyException();
        clock.move(Duration.ofMillis(1));
        Problem over = problem(() -> gate.admit(signed(PATH, signature), SOURCE));
        assertThat(over.status()).isEqualTo(401);
        assertThat(over.detail()).contains("expired at 2026-01-01T01:00:00Z");
    }

    @Test
    void linkIsValidForSevenDaysAtMost() {
        Instant most = clock.instant().plus(Duration.ofDays(7));
        Signature longest = keys.sign(UrlPath.parse(PATH), most);
        assertThatCode(() -> gate.admit(signed(PATH, longest), SOURCE)).doesNotThrowAnyException();
        Signature tooLong = keys.sign(UrlPath.parse(PATH), most.plusSeconds(1));
        Problem problem = problem(() -> gate.admit(signed(PATH, tooLong), SOURCE));
        assertThat(problem.status()).isEqualTo(401);
        assertThat(problem.detail()).contains("too long");
    }

    @Test
    void unknownKeyAndWrongSignatureGetTheSameResponse() {
        Problem unknown = problem(() -> gate.admit(Requests.of(PATH, with("key", "c")), SOURCE));
        Problem wrong = problem(() -> gate.admit(Requests.of(PATH, with("key", "b")), SOURCE));
        assertThat(unknown).isEqualTo(wrong);
        assertThat(unknown.status()).isEqualTo(401);
    }

    @Test
    void refusesASignatureOfARemovedKey() {
        AccessPolicy later = gate(Optional.of(SigningKeys.parse("b:" + OTHER_SECRET)));
        assertThat(problem(() -> later.admit(signed(PATH, signature), SOURCE)).status())
                .isEqualTo(401);
        AccessPolicy reused = gate(Optional.of(SigningKeys.parse("a:" + OTHER_SECRET)));
        assertThat(problem(() -> reused.admit(signed(PATH, signature), SOURCE)).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expires", "key", "signature"})
    void repeatedParameterIsABadRequest(String part) {
        Map<String, List<String>> query = new HashMap<>();
        parameters(signature).forEach((name, value) -> query.put(name, List.of(value)));
        query.put(
                part,
                List.of(parameters(signature).get(part), parameters(signature).get(part)));
        assertThat(refusal(new ApiRequest("GET", PATH, query, Map.of(), new Caller.Address("203.0.113.7"))))
                .isEqualTo(400);
    }

    @Test
    void principalOfAwsNeedsNoSignature() {
        ApiRequest bare = Requests.of(PATH, Map.of());
        ApiRequest principal = Requests.from(new Caller.Principal("arn:aws:iam::1:user/x", Optional.of("AKIA1")), bare);
        assertThatCode(() -> gate.admit(principal, SOURCE)).doesNotThrowAnyException();
        assertThatCode(() -> gate(Optional.empty()).admit(principal, SOURCE)).doesNotThrowAnyException();
        Problem problem = problem(() -> gate(Optional.empty()).admit(signed(PATH, signature), SOURCE));
        assertThat(problem.status()).isEqualTo(401);
        assertThat(problem.detail()).contains("IAM");
    }

    @Test
    void problemsDoNotRepeatTheSignature() {
        String right = signature.value();
        assertThat(problem(() -> gate.admit(Requests.of(PATH, with("key", "b")), SOURCE))
                        .detail())
                .doesNotContain(right)
                .doesNotContain(SECRET);
    }
}
