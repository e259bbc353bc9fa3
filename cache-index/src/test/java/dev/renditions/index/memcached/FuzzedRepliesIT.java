package dev.renditions.index.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random changes of a server's replies cause no wrong answer and no endless call, and the client recovers. The client's
 * thread may end with an AssertionError, since assertions are enabled in tests; then it is replaced.
 */
final class FuzzedRepliesIT {
    private static final int CLIENTS = 4;
    private static final int CALLS = 1500;
    private static final double SHARE = 0.03;
    private static final int KEYS = 12;
    private static final Duration HOUR = Duration.ofHours(1);

    /** More than the budget of a look-up and the patience of a lease, with reserve for a loaded machine. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    @Test
    @Timeout(120)
    void changedRepliesCostTimeOnly() throws Exception {
        long seed = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (MemcachedServer server = MemcachedServer.startOrSkip()) {
            List<Future<Integer>> running = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> threads.submit(() -> run(server, seed + number)))
                    .toList();
            int answered = 0;
            for (Future<Integer> one : running) {
                answered += one.get(110, TimeUnit.SECONDS);
            }
            assertThat(answered).as("answers, seed %s", seed).isGreaterThan(CLIENTS * CALLS / 4);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int run(MemcachedServer server, long seed) throws Exception {
        try (FuzzingProxy proxy = new FuzzingProxy(server, seed, SHARE);
                MemcachedIndex index =
                        MemcachedIndex.connect(proxy.settings().withBudget(Duration.ofMillis(100)), Samples::seal)) {
            Client client = new Client(index, seed);
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            for (int call = 0; call < CALLS && System.nanoTime() < end; call++) {
                client.call();
            }
            proxy.beHonest();
            // The client's thread may end with an AssertionError and is then replaced, so uncaught exceptions of other
            // threads are ignored.
            await("a working client, seed " + seed)
                    .dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> client.works());
            assertThat(proxy.changed()).as("seed %s", seed).isPositive();
            return client.answered;
        }
    }

    /** Makes random calls and checks results against every value that was ever written under a key. */
    private static final class Client {
        private final MemcachedIndex index;
        private final long seed;
        private final Random random;
        private final List<RenditionKey> keys = new ArrayList<>();
        private final Map<RenditionKey, Set<Object>> written = new java.util.HashMap<>();
        private int answered;
        private int number;

        Client(MemcachedIndex index, long seed) {
            this.index = index;
            this.seed = seed;
            this.random = new Random(seed);
            for (int i = 0; i < KEYS; i++) {
                RenditionKey key = Samples.key(seed + "/" + i, "mp4-720p");
                keys.add(key);
                written.put(key, new HashSet<>());
            }
        }

        void call() {
            long begin = System.nanoTime();
            boolean outage = false;
            try {
                any();
                answered++;
            } catch (IndexUnavailableException e) {
                outage = true;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("seed %s", seed)
                    .isLessThan(LONGEST_CALL);
            if (outage) {
                await("the end of an outage, seed " + seed)
                        .dontCatchUncaughtExceptions()
                        .pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(20))
                        .until(this::works);
            }
        }

        boolean works() {
            try {
                index.locations().find(keys.get(0));
                return true;
            } catch (IndexUnavailableException e) {
                return false;
            }
        }

        private void any() {
            RenditionKey key = keys.get(random.nextInt(KEYS));
            SourceVersion source = new SourceVersion(key.content());
            PermissionKey right = new PermissionKey(key.content());
            AnalysisKey analysis = new AnalysisKey(key.content(), "condition", 1);
            number++;
            switch (random.nextInt(46)) {
                case 0 -> index.locations().record(key, noted(key, Samples.location(number)), HOUR);
                case 1 -> index.failures().record(key, noted(key, Samples.failure(number)), HOUR);
                case 2 -> index.contentHashes().record(source, noted(key, ContentHash.of(new byte[number])), HOUR);
                case 3 -> index.permissions().record(right, noted(key, Permission.REFUSED), HOUR);
                case 4 -> index.analyses().record(analysis, noted(key, "{\"n\":" + number + "}"), HOUR);
                case 5 -> index.locations().recordIfAbsent(key, noted(key, Samples.location(number)), HOUR);
                case 6 -> index.renditions().evict(key);
                case 7 -> index.leases().tryLease(key, HOUR).ifPresent(index.leases()::release);
                case 8, 9, 10, 11 -> index.failures().find(key).ifPresent(found -> check(key, found));
                case 12, 13, 14, 15 -> index.contentHashes().find(source).ifPresent(found -> check(key, found));
                case 16, 17, 18, 19 -> index.permissions().find(right).ifPresent(found -> check(key, found));
                case 20, 21, 22, 23 -> index.analyses().find(analysis).ifPresent(found -> check(key, found));
                case 24, 25, 26, 27, 28, 29 ->
                    index.renditions().findAll(new HashSet<>(keys)).forEach((each, remembered) -> {
                        remembered.location().ifPresent(found -> check(each, found));
                        remembered.failure().ifPresent(found -> check(each, found));
                    });
                case 30 -> index.tracks().record(track(key), noted(key, Samples.trackLocation(number)), HOUR);
                case 31 -> index.tracks().recordIfAbsent(track(key), noted(key, Samples.trackLocation(number)), HOUR);
                case 32, 33, 34, 35 -> {
                    Map<TrackId, TrackLocation> all = index.tracks()
                            .findAll(keys.stream().map(Client::track).collect(Collectors.toSet()));
                    keys.forEach(
                            each -> Optional.ofNullable(all.get(track(each))).ifPresent(found -> check(each, found)));
                }
                default -> index.locations().find(key).ifPresent(found -> check(key, found));
            }
        }

        private static TrackId track(RenditionKey key) {
            return new TrackId(TrackKind.VIDEO, key.content().hex());
        }

        private <T> T noted(RenditionKey key, T value) {
            written.get(key).add(value);
            return value;
        }

        private void check(RenditionKey key, Object found) {
            assertThat(written.get(key)).as("seed %s, call %s", seed, number).contains(found);
        }
    }
}
