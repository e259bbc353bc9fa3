package dev.renditions.service.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.files.Deletion;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import dev.renditions.service.ServiceScene;
import dev.renditions.service.analysis.KnownAnalyses;
import dev.renditions.testing.CountingSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An attacker can read and write the real memcached of a service with two users, but does not know the secret. It swaps,
 * replays, forges and corrupts values of each kind. Each result is right, and only takes longer.
 */
@Timeout(300)
final class PoisonedIndexIT extends ServiceScene {
    private static final Seal ANOTHER = Seal.parse(Seal.newSecret());

    private MemcachedServer memcached;
    private Clock clock = Clock.systemUTC();
    private int number;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
    }

    @AfterEach
    void stop() {
        if (memcached != null) {
            memcached.close();
        }
    }

    /** The replacements of a value, by the name of the attack. */
    private Map<String, byte[]> attacks(String key, String payload, List<String> others) {
        byte[] value = valueOf(key).getBytes(UTF_8);
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        for (String other : others) {
            attacks.put("swapped with " + other, valueOf(other).getBytes(UTF_8));
        }
        attacks.put("forged without a seal", payload.getBytes(UTF_8));
        attacks.put("forged with another secret", ANOTHER.seal(key, payload.getBytes(UTF_8)));
        attacks.put(
                "forged with the seal of the value",
                (payload + valueOf(key).substring(value.length - 23)).getBytes(UTF_8));
        attacks.put("another kind of payload", "{\"v\":1}".getBytes(UTF_8));
        attacks.put("foreign JSON", "[1,2,{\"v\":1}]".getBytes(UTF_8));
        attacks.put("empty", new byte[0]);
        attacks.put("large", new byte[(1 << 20) - 1000]);
        attacks.put("truncated", Arrays.copyOf(value, value.length / 2));
        Random random = new Random(number);
        for (int i = 0; i < 8; i++) {
            byte[] flipped = value.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            attacks.put("flipped bit " + i, flipped);
        }
        return attacks;
    }

    @Test
    void contentHashOfAnObjectCannotBeSwapped() throws IOException {
        RenditionResult alices = render(source("alice", "alices film", "1"));
        RenditionResult bobs = render(source("bob", "bobs film", "2"));
        String alice = IndexKeys.content(version("1"));
        String bob = IndexKeys.content(version("2"));
        String bobsContent = "{\"v\":1,\"sha256\":\"" + contentOf("bobs film") + "\"}";
        String bobsLocation = IndexKeys.location(keyOf("bobs film"));
        attacks(alice, bobsContent, List.of(bob, bobsLocation)).forEach((attack, value) -> {
            memcached.put(alice, 0, value);
            RenditionResult answer = render(source("alice", "alices film", "1"));
            assertThat(answer.location())
                    .as(attack)
                    .isEqualTo(alices.location())
                    .isNotEqualTo(bobs.location());
            assertThat(answer.outcome()).as(attack).isEqualTo(Outcome.HIT);
        });
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void forgedLocationIsReplacedByThatOfTheStore() throws IOException {
        RenditionResult alices = render(source("alice", "alices film", "1"));
        render(source("bob", "bobs film", "2"));
        String alice = IndexKeys.location(keyOf("alices film"));
        String bob = IndexKeys.location(keyOf("bobs film"));
        Path manifest;
        try (var files = Files.walk(folder.resolve("store"))) {
            manifest = files.filter(file -> file.endsWith("rendition.json")
                            && file.toString().contains(contentOf("alices film").hex()))
                    .findFirst()
                    .orElseThrow();
        }
        String forged = "{\"v\":1,\"uri\":\"" + manifest.toUri() + "\",\"type\":\"text/html\",\"bytes\":"
                + Files.size(manifest) + ",\"seconds\":1.000}";
        attacks(alice, forged, List.of(bob, IndexKeys.content(version("1")))).forEach((attack, value) -> {
            memcached.put(alice, 0, value);
            RenditionResult answer = render(source("alice", "alices film", "1"));
            assertThat(answer.location()).as(attack).isEqualTo(alices.location());
            assertThat(answer.outcome()).as(attack).isEqualTo(Outcome.STORED);
        });
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void earlierLocationIsUsedOnlyIfTheStoreHoldsIt() throws IOException {
        RenditionResult first = render(source("alice", "alices film", "1"));
        String key = IndexKeys.location(keyOf("alices film"));
        String earlier = valueOf(key);
        deleteStore();
        RenditionResult second = render(source("alice", "alices film", "1"));
        assertThat(second.location()).isNotEqualTo(first.location());
        memcached.put(key, 0, earlier.getBytes(UTF_8));
        RenditionResult third = render(source("alice", "alices film", "1"));
        assertThat(third.location()).isEqualTo(second.location());
        assertThat(third.outcome()).isEqualTo(Outcome.STORED);
    }

    @Test
    void failureOfAnotherSourceIsIgnored() {
        render(source("bob", "broken film", "2"));
        String bob = IndexKeys.failure(keyOf("broken film"));
        String forged = "{\"v\":1,\"kind\":\"damaged\",\"reason\":\"no\",\"until\":" + Long.MAX_VALUE + "}";
        // A real value of another source, which the attacker can only copy.
        attacks(bob, forged, List.of(bob)).forEach((attack, value) -> {
            String film = "alices film " + number++;
            memcached.put(IndexKeys.failure(keyOf(film)), 0, value);
            assertThat(render(source("alice", film, film)).outcome())
                    .as("video: " + attack)
                    .isEqualTo(Outcome.ENCODED);
        });
    }

    @Test
    void replayedFailureStillExpires() {
        assertThat(render(source("bob", "broken film", "2")).reason()).doesNotContain("recorded before");
        String key = IndexKeys.failure(keyOf("broken film"));
        String old = valueOf(key);
        assertThat(render(source("bob", "broken film", "2")).reason()).contains("recorded before");
        assertThat(transcoder.encodes()).isEqualTo(1);
        clock = Clock.fixed(Instant.now().plus(Duration.ofMinutes(61)), ZoneOffset.UTC);
        memcached.put(key, 0, old.getBytes(UTF_8));
        assertThat(render(source("bob", "broken film", "2")).reason()).doesNotContain("recorded before");
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void leaseOfAnotherSourceDelaysNoWorker() {
        try (MemcachedIndex holder = index()) {
            RenditionKey held = keyOf("bobs film");
            assertThat(holder.leases().tryLease(held, Duration.ofMinutes(10))).isPresent();
            String forged = "{\"v\":1,\"token\":\"t\",\"until\":99999999999999}";
            attacks(IndexKeys.lease(held), forged, List.of(IndexKeys.lease(held)))
                    .forEach((attack, value) -> {
                        String film = "alices film " + number++;
                        memcached.put(IndexKeys.lease(keyOf(film)), 0, value);
                        long begin = System.nanoTime();
                        assertThat(render(source("alice", film, film)).outcome())
                                .as(attack)
                                .isEqualTo(Outcome.ENCODED);
                        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                                .as(attack)
                                .isLessThan(Duration.ofSeconds(10));
                    });
        }
    }

    /** A lease is put back permanently after its release. A waiter takes over when the lease is stale. */
    @Test
    void replayedLeaseDelaysAWorkerUntilItIsStale() {
        String key = IndexKeys.lease(keyOf("alices film"));
        try (MemcachedIndex holder = index()) {
            var lease = holder.leases()
                    .tryLease(keyOf("alices film"), Duration.ofMinutes(10))
                    .orElseThrow();
            String old = valueOf(key);
            assertThat(holder.leases().release(lease)).isTrue();
            memcached.put(key, 0, old.getBytes(UTF_8));
        }
        Duration stale = Duration.ofSeconds(2);
        try (MemcachedIndex fresh = MemcachedIndex.connect(settings().withStaleLeases(stale), Samples::seal)) {
            long begin = System.nanoTime();
            RenditionResult answer = render(service(fresh), source("alice", "alices film", "1"), MP4);
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(answer.outcome()).isEqualTo(Outcome.ENCODED);
            assertThat(waited).isBetween(stale, Duration.ofSeconds(20));
        }
    }

    @Test
    void analysisOfAnotherSourceIsIgnored() {
        render(source("bob", "broken film", "2"));
        String bob = IndexKeys.analysis(KnownAnalyses.CONDITION.key(contentOf("broken film")));
        List<String> warnings = render(source("alice", "scratched film", "1"))
                .location()
                .orElseThrow()
                .warnings();
        assertThat(warnings).isNotEmpty();
        String forged = "{\"v\":1,\"value\":{\"engine\":\"" + transcoder.analyzer()
                + "\",\"value\":{\"cut\":false,\"streams\":[{\"stream\":0,\"video\":true,\"parts\":100,"
                + "\"damaged\":100,\"complaints\":0,\"endNanos\":10000000000}]}}}";
        attacks(bob, forged, List.of(bob)).forEach((attack, value) -> {
            String film = "scratched film " + number++;
            KnownAnalyses.keys(contentOf(film)).forEach(key -> memcached.put(IndexKeys.analysis(key), 0, value));
            RenditionResult answer = render(source("alice", film, film));
            assertThat(answer.outcome()).as(attack).isEqualTo(Outcome.ENCODED);
            assertThat(answer.location().orElseThrow().warnings()).as(attack).isEqualTo(warnings);
        });
    }

    @Test
    void probeOfAnotherSourceIsIgnored() {
        render(source("bob", "sound alone", "2"));
        String bob = IndexKeys.analysis(KnownAnalyses.PROBE.key(contentOf("sound alone")));
        attacks(bob, valueOf(bob).replaceFirst(" \\S+$", ""), List.of(bob)).forEach((attack, swapped) -> {
            String film = "film " + number++;
            memcached.put(IndexKeys.analysis(KnownAnalyses.PROBE.key(contentOf(film))), 0, swapped);
            assertThat(render(source("alice", film, film)).outcome()).as(attack).isEqualTo(Outcome.ENCODED);
        });
    }

    /** A machine with another secret has misses and causes misses on others. It logs this once and counts it. */
    @Test
    void workersWithDifferentSecretsShareNothingButTheStore() {
        RenditionResult first = render(source("alice", "alices film", "1"));
        try (MemcachedIndex other = MemcachedIndex.connect(settings(), () -> ANOTHER)) {
            RenditionResult theirs = render(service(other), source("alice", "alices film", "1"), MP4);
            assertThat(theirs.location()).isEqualTo(first.location());
            assertThat(theirs.outcome()).isEqualTo(Outcome.STORED);
            assertThat(other.unopened()).isPositive();
        }
        assertThat(render(source("alice", "alices film", "1")).location()).isEqualTo(first.location());
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    private RenditionResult render(Source source) {
        // Like a new process each time: only the index remembers anything.
        try (MemcachedIndex fresh = index()) {
            return render(service(fresh), source, MP4);
        }
    }

    private MemcachedIndex index() {
        return MemcachedIndex.connect(settings(), Samples::seal);
    }

    private MemcachedSettings settings() {
        return MemcachedSettings.parse(memcached.uri())
                .withBudget(Duration.ofSeconds(2))
                .withClock(clock);
    }

    private Source source(String name, String text, String version) {
        return new CountingSource(source(name, text), version, Optional.empty());
    }

    private static SourceVersion version(String version) {
        return SourceVersion.of("bucket", "key", version, 1);
    }

    private static RenditionKey keyOf(String text) {
        return new RenditionKey(contentOf(text), MP4.id());
    }

    private String valueOf(String key) {
        return memcached.get(key).orElseThrow(() -> new AssertionError("no value under " + key));
    }

    private void deleteStore() throws IOException {
        Deletion.delete(folder.resolve("store"));
    }
}
