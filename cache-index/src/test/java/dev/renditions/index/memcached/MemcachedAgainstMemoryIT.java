package dev.renditions.index.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Counter;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.Samples;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import dev.renditions.index.memory.MemoryIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random sequences of calls on both indexes: Memcached gives the same answers as the memory index. */
@Timeout(60)
class MemcachedAgainstMemoryIT {
    private static final int CALLS = 600;

    private static MemcachedServer server;

    /** Shared by both indexes, so that their leases end at the same moment. */
    private final MovableClock clock = new MovableClock(Instant.now());

    private final List<RenditionKey> keys = IntStream.range(0, 4)
            .mapToObj(i -> Samples.key("content " + i, "hls"))
            .toList();
    private final List<SourceVersion> sources = IntStream.range(0, 3)
            .mapToObj(i -> SourceVersion.of("uploads", "key", "version", i))
            .toList();
    private final List<TrackId> tracks =
            Stream.generate(Samples::freshTrack).limit(3).toList();
    private final List<Counter> counters = Stream.of(1, 2, 7, 86_400)
            .map(seconds -> Counter.of("caller", Duration.ofSeconds(seconds)))
            .toList();
    private final List<Pair> leases = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = MemcachedServer.startOrSkip();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void flush() {
        server.flushAll();
    }

    /** Random seeds; a failure reports its seed. */
    static LongStream seeds() {
        return new Random().longs(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothIndexesGiveTheSameAnswers(long seed) {
        MemcachedSettings settings = MemcachedSettings.parse(server.uri())
                .withBudget(Duration.ofSeconds(10))
                .withClock(clock);
        Random random = new Random(seed);
        try (ArtifactIndex memcached = MemcachedIndex.connect(settings, Samples::seal);
                ArtifactIndex memory = MemoryIndex.of(1000, clock)) {
            for (int i = 0; i < CALLS; i++) {
                step(random, memcached, memory, seed);
            }
        }
    }

    private void step(Random random, ArtifactIndex memcached, ArtifactIndex memory, long seed) {
        RenditionKey key = any(keys, random);
        int number = random.nextInt(1000);
        RenditionLocation location = Samples.location(number);
        Duration ttl = Duration.ofMinutes(10 + random.nextInt(1_000_000));
        int call = random.nextInt(24);
        Object[] answers = switch (call) {
            case 0 ->
                new Object[] {
                    memcached.locations().find(key), memory.locations().find(key)
                };
            case 1 ->
                new Object[] {
                    memcached.renditions().evict(key), memory.renditions().evict(key)
                };
            case 2 -> {
                memcached.locations().record(key, location, ttl);
                memory.locations().record(key, location, ttl);
                yield new Object[] {"recorded", "recorded"};
            }
            case 3, 4 ->
                pair(memcached.leases().tryLease(key, ttl), memory.leases().tryLease(key, ttl));
            case 8 ->
                new Object[] {
                    memcached.locations().recordIfAbsent(key, location, ttl),
                    memory.locations().recordIfAbsent(key, location, ttl)
                };
            case 9 ->
                new Object[] {memcached.failures().find(key), memory.failures().find(key)};
            case 19 ->
                new Object[] {memcached.failures().evict(key), memory.failures().evict(key)};
            case 18 ->
                new Object[] {
                    memcached.renditions().findAll(Set.copyOf(keys)),
                    memory.renditions().findAll(Set.copyOf(keys))
                };
            case 10 -> {
                memcached.failures().record(key, Samples.failure(number), ttl);
                memory.failures().record(key, Samples.failure(number), ttl);
                yield new Object[] {"failed", "failed"};
            }
            case 11, 12, 13 -> ofSource(call, any(sources, random), memcached, memory, key, ttl);
            case 20, 21, 22, 23 -> ofTrack(call, random, memcached, memory, number, ttl);
            case 14, 15 -> counted(random, memcached, memory);
            case 16, 17 -> permitted(call, any(sources, random).digest(), memcached, memory, number, ttl);
            default -> held(call, random, memcached, memory, location, ttl);
        };
        calls.add(call + " on " + key + " for " + ttl + ": " + answers[0]);
        assertThat(answers[0]).as("seed %s after %s", seed, calls).isEqualTo(answers[1]);
    }

    /** A call with any lease taken so far, whether held, released or taken over. */
    private Object[] held(
            int call,
            Random random,
            ArtifactIndex memcached,
            ArtifactIndex memory,
            RenditionLocation at,
            Duration ttl) {
        if (leases.isEmpty()) {
            return new Object[] {"none", "none"};
        }
        Pair lease = any(leases, random);
        return switch (call) {
            case 5 ->
                pair(
                        memcached.leases().renew(lease.memcached(), ttl),
                        memory.leases().renew(lease.memory(), ttl));
            case 6 ->
                new Object[] {
                    memcached.renditions().publish(lease.memcached(), at, ttl),
                    memory.renditions().publish(lease.memory(), at, ttl)
                };
            default ->
                new Object[] {
                    memcached.leases().release(lease.memcached()),
                    memory.leases().release(lease.memory())
                };
        };
    }

    private static Object[] ofSource(
            int call,
            SourceVersion source,
            ArtifactIndex memcached,
            ArtifactIndex memory,
            RenditionKey key,
            Duration ttl) {
        return switch (call) {
            case 11 ->
                new Object[] {
                    memcached.contentHashes().find(source),
                    memory.contentHashes().find(source)
                };
            case 12 ->
                new Object[] {
                    memcached.contentHashes().evict(source),
                    memory.contentHashes().evict(source)
                };
            default -> {
                memcached.contentHashes().record(source, key.content(), ttl);
                memory.contentHashes().record(source, key.content(), ttl);
                yield new Object[] {"hashed", "hashed"};
            }
        };
    }

    private Object[] ofTrack(
            int call, Random random, ArtifactIndex memcached, ArtifactIndex memory, int number, Duration ttl) {
        TrackId track = any(tracks, random);
        TrackLocation location = Samples.trackLocation(number);
        return switch (call) {
            case 20 ->
                new Object[] {
                    memcached.tracks().findAll(Set.copyOf(tracks)),
                    memory.tracks().findAll(Set.copyOf(tracks))
                };
            case 21 ->
                new Object[] {memcached.tracks().evict(track), memory.tracks().evict(track)};
            case 22 ->
                new Object[] {
                    memcached.tracks().recordIfAbsent(track, location, ttl),
                    memory.tracks().recordIfAbsent(track, location, ttl)
                };
            default -> {
                memcached.tracks().record(track, location, ttl);
                memory.tracks().record(track, location, ttl);
                yield new Object[] {"track", "track"};
            }
        };
    }

    private static Object[] permitted(
            int call, ContentHash digest, ArtifactIndex memcached, ArtifactIndex memory, int number, Duration ttl) {
        PermissionKey right = new PermissionKey(digest);
        if (call == 16) {
            return new Object[] {
                memcached.permissions().find(right), memory.permissions().find(right)
            };
        }
        Permission permission = number % 2 == 0 ? Permission.GRANTED : Permission.REFUSED;
        memcached.permissions().record(right, permission, ttl);
        memory.permissions().record(right, permission, ttl);
        return new Object[] {"permitted", "permitted"};
    }

    /**
     * Counts after moving the clock by up to two seconds. Over a run this is at most minutes, so no entry ends that
     * still lives by Memcached's own clock.
     */
    private Object[] counted(Random random, ArtifactIndex memcached, ArtifactIndex memory) {
        clock.move(Duration.ofMillis(random.nextInt(2000)));
        Counter counter = any(counters, random);
        return new Object[] {
            memcached.counters().count(counter), memory.counters().count(counter)
        };
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Object[] pair(Optional<Lease> memcached, Optional<Lease> memory) {
        if (memcached.isPresent() && memory.isPresent()) {
            leases.add(new Pair(memcached.get(), memory.get()));
        }
        return new Object[] {memcached.map(Lease::until), memory.map(Lease::until)};
    }

    private record Pair(Lease memcached, Lease memory) {}
}
