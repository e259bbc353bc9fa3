package dev.renditions.index.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.Samples;
import dev.renditions.index.memory.MemoryIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random sequences of calls, each answered by both indexes: what memcached says is what memory says. */
@Timeout(60)
class MemcachedAgainstMemoryIT {
    private static final int CALLS = 400;

    private static MemcachedServer server;

    /** Both run by one clock, so that their leases end at the same moment. */
    private final MovableClock clock = new MovableClock(Instant.now());

    private final List<RenditionKey> keys = IntStream.range(0, 4)
            .mapToObj(i -> Samples.key("content " + i, "hls"))
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

    /** Seeds that differ from run to run; a failure names its own. */
    static LongStream seeds() {
        return new Random().longs(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyAnswerIsTheSame(long seed) {
        MemcachedSettings settings = MemcachedSettings.parse(server.uri())
                .withBudget(Duration.ofSeconds(10))
                .withClock(clock);
        Random random = new Random(seed);
        try (ArtifactIndex memcached = MemcachedIndex.connect(settings);
                ArtifactIndex memory = MemoryIndex.of(100, clock)) {
            for (int i = 0; i < CALLS; i++) {
                step(random, memcached, memory, seed);
            }
        }
    }

    private void step(Random random, ArtifactIndex memcached, ArtifactIndex memory, long seed) {
        RenditionKey key = keys.get(random.nextInt(keys.size()));
        RenditionLocation location = Samples.location(random.nextInt(1000));
        Duration ttl = Duration.ofMinutes(10 + random.nextInt(1_000_000));
        int call = random.nextInt(8);
        Object[] answers = switch (call) {
            case 0 -> new Object[] {memcached.find(key), memory.find(key)};
            case 1 -> new Object[] {memcached.evict(key), memory.evict(key)};
            case 2 -> {
                memcached.record(key, location, ttl);
                memory.record(key, location, ttl);
                yield new Object[] {"recorded", "recorded"};
            }
            case 3, 4 -> pair(memcached.tryLease(key, ttl), memory.tryLease(key, ttl));
            default -> held(call, random, memcached, memory, location, ttl);
        };
        calls.add(call + " on " + key + " for " + ttl + ": " + answers[0]);
        assertThat(answers[0]).as("seed %s after %s", seed, calls).isEqualTo(answers[1]);
    }

    /** A call with some lease that was ever taken, be it held, released, or somebody else's by now. */
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
        Pair lease = leases.get(random.nextInt(leases.size()));
        return switch (call) {
            case 5 -> pair(memcached.renew(lease.memcached(), ttl), memory.renew(lease.memory(), ttl));
            case 6 ->
                new Object[] {memcached.publish(lease.memcached(), at, ttl), memory.publish(lease.memory(), at, ttl)};
            default -> new Object[] {memcached.release(lease.memcached()), memory.release(lease.memory())};
        };
    }

    private Object[] pair(Optional<Lease> memcached, Optional<Lease> memory) {
        if (memcached.isPresent() && memory.isPresent()) {
            leases.add(new Pair(memcached.get(), memory.get()));
        }
        return new Object[] {memcached.map(Lease::until), memory.map(Lease::until)};
    }

    private record Pair(Lease memcached, Lease memory) {}
}
