package dev.renditions.http.access;

import static dev.renditions.http.Requests.PATH;
import static dev.renditions.http.Requests.SOURCE;
import static dev.renditions.http.Requests.problem;
import static dev.renditions.http.Requests.withProof;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.Requests;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.index.MovableClock;
import dev.renditions.index.Samples;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody who can write to Memcached can't give themselves permission for a source. */
@Timeout(60)
final class PoisonedPermissionsIT {
    private static final Caller ALICE = new Caller.Principal("arn:aws:iam::1:user/alice", Optional.of("AKIAalice"));
    private static final Caller MALLORY =
            new Caller.Principal("arn:aws:iam::1:user/mallory", Optional.of("AKIAmallory"));
    private static final ApiRequest BARE = Requests.of(PATH, Map.of());

    private final MovableClock clock = new MovableClock(Instant.now());
    private MemcachedServer memcached;
    private MemcachedIndex index;
    private RequestAccessPolicy gate;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        index = MemcachedIndex.connect(
                MemcachedSettings.parse(memcached.uri())
                        .withBudget(Duration.ofSeconds(2))
                        .withClock(clock),
                Samples::seal);
        gate = new RequestAccessPolicy(
                request -> CallerIdentity.of((Caller.Principal) request.caller()),
                Optional.empty(),
                Optional.empty(),
                AllowedSources.parse("s3://uploads"),
                new GuardedSources(
                        AllowedSources.parse("s3://uploads/a"),
                        (proof, source) -> proof.equals("good"),
                        index.permissions()));
    }

    @AfterEach
    void stop() {
        if (memcached != null) {
            index.close();
            memcached.close();
        }
    }

    @Test
    void permissionCannotBeSwappedForgedOrMadeFromARefusal() {
        gate.admit(Requests.from(ALICE, withProof("good", BARE)), SOURCE);
        assertThat(status(withProof("bad", BARE))).isEqualTo(403);
        String alice = keyOf("alice");
        String mallory = keyOf("mallory");
        byte[] granted = memcached.get(alice).orElseThrow().getBytes(UTF_8);
        byte[] refused = memcached.get(mallory).orElseThrow().getBytes(UTF_8);
        String forged = "{\"v\":1,\"permission\":\"granted\",\"until\":99999999999999}";
        String seal = new String(refused, UTF_8).substring(refused.length - 23);
        Stream.concat(
                        Stream.of(
                                granted,
                                forged.getBytes(UTF_8),
                                (forged + seal).getBytes(UTF_8),
                                Seal.parse(Seal.newSecret()).seal(mallory, forged.getBytes(UTF_8)),
                                new String(refused, UTF_8)
                                        .replace("refused", "granted")
                                        .getBytes(UTF_8),
                                new byte[0],
                                new byte[(1 << 20) - 1000],
                                Arrays.copyOf(refused, 30)),
                        IntStream.range(0, refused.length).mapToObj(place -> flipped(refused, place)))
                .forEach(value -> {
                    memcached.put(mallory, 0, value);
                    assertThat(status(BARE)).as(new String(value, UTF_8)).isEqualTo(403);
                });
    }

    @Test
    void permissionExpiresEvenIfItsEntryIsRestored() {
        gate.admit(Requests.from(ALICE, withProof("good", BARE)), SOURCE);
        gate.admit(Requests.from(ALICE, BARE), SOURCE);
        byte[] granted = memcached.get(keyOf("alice")).orElseThrow().getBytes(UTF_8);
        clock.move(Duration.ofMinutes(5).plusSeconds(10));
        memcached.put(keyOf("alice"), 0, granted);
        assertThat(problem(() -> gate.admit(Requests.from(ALICE, BARE), SOURCE)).status())
                .isEqualTo(403);
    }

    private int status(ApiRequest request) {
        return problem(() -> gate.admit(Requests.from(MALLORY, request), SOURCE))
                .status();
    }

    private static String keyOf(String user) {
        Caller.Principal caller = new Caller.Principal("arn:aws:iam::1:user/" + user, Optional.of("AKIA" + user));
        return IndexKeys.permission(GuardedSources.key(CallerIdentity.of(caller), Optional.empty(), SOURCE));
    }

    private static byte[] flipped(byte[] value, int place) {
        byte[] flipped = value.clone();
        flipped[place] ^= 1;
        return flipped;
    }
}
