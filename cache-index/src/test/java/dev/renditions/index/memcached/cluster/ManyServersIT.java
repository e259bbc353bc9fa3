package dev.renditions.index.memcached.cluster;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.Samples;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers, one of which is lost: what it costs, and whom. */
@Timeout(60)
class ManyServersIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private MemcachedServer one;
    private MemcachedServer two;

    @BeforeEach
    void start() {
        one = MemcachedServer.startOrSkip();
        two = MemcachedServer.startOrSkip();
    }

    @AfterEach
    void stop() {
        if (one != null) {
            one.close();
        }
        if (two != null) {
            two.close();
        }
    }

    @Test
    void killedServerCostsItsKeysUnderAMillisecondEachAndTheOthersNothing() {
        try (MemcachedIndex index = MemcachedIndex.connect(both(), Samples::seal)) {
            RenditionKey kept = keyOn(one, index);
            RenditionKey lost = keyOn(two, index);
            two.stop();
            assertThat(meanOfFailures(index, lost)).isLessThan(MILLISECOND);
            assertThat(index.locations().find(kept)).contains(location(1));
        }
    }

    @Test
    void frozenServerCostsItsBudgetFiveTimesAndThenUnderAMillisecond() {
        Duration budget = MemcachedSettings.USUAL_BUDGET;
        try (MemcachedIndex index = MemcachedIndex.connect(both(), Samples::seal)) {
            RenditionKey kept = keyOn(one, index);
            RenditionKey lost = keyOn(two, index);
            two.freeze();
            List<Duration> first = IntStream.range(0, CircuitBreaker.FAILURES)
                    .mapToObj(i -> failure(index, lost))
                    .toList();
            assertThat(first)
                    .allSatisfy(time -> assertThat(time).isBetween(budget.dividedBy(2), Duration.ofSeconds(2)));
            assertThat(meanOfFailures(index, lost)).isLessThan(MILLISECOND);
            assertThat(index.locations().find(kept)).contains(location(1));
            two.thaw();
            await().atMost(AMPLE)
                    .ignoreException(IndexUnavailableException.class)
                    .untilAsserted(
                            () -> assertThat(index.locations().find(lost)).contains(location(1)));
        }
    }

    @Test
    void serverThatComesBackWithOldEntriesTellsOfNoOtherKeys() {
        List<RenditionKey> keys = Stream.generate(() -> freshKey()).limit(100).toList();
        try (MemcachedIndex with = MemcachedIndex.connect(both(), Samples::seal);
                MemcachedIndex without = MemcachedIndex.connect(to(one), Samples::seal)) {
            recordAll(with, keys, 0);
            recordAll(without, keys, 1000);
            assertThat(IntStream.range(0, keys.size()).boxed())
                    .allSatisfy(i ->
                            assertThat(without.locations().find(keys.get(i))).contains(location(1000 + i)));
            // Where the rendition was when its server was last asked: then or now, and never another's.
            List<RenditionLocation> found = keys.stream()
                    .map(with.locations()::find)
                    .map(Optional::orElseThrow)
                    .toList();
            assertThat(IntStream.range(0, keys.size()).boxed())
                    .allSatisfy(i -> assertThat(found.get(i)).isIn(location(i), location(1000 + i)))
                    .anySatisfy(i -> assertThat(found.get(i)).isEqualTo(location(i)))
                    .anySatisfy(i -> assertThat(found.get(i)).isEqualTo(location(1000 + i)));
        }
    }

    @Test
    void aThirdServerLeavesTwoThirdsOfTheEntriesWhereTheyAre() {
        List<RenditionKey> keys = Stream.generate(() -> freshKey()).limit(300).toList();
        try (MemcachedServer three = MemcachedServer.startOrSkip();
                MemcachedIndex before = MemcachedIndex.connect(both(), Samples::seal);
                MemcachedIndex after = MemcachedIndex.connect(to(one, two, three), Samples::seal)) {
            recordAll(before, keys, 0);
            long found = keys.stream()
                    .filter(key -> after.locations().find(key).isPresent())
                    .count();
            assertThat(found).isBetween(keys.size() * 45L / 100, keys.size() * 90L / 100);
        }
    }

    private static void recordAll(MemcachedIndex index, List<RenditionKey> keys, int from) {
        for (int i = 0; i < keys.size(); i++) {
            index.locations().record(keys.get(i), location(from + i), HOUR);
        }
    }

    /** Of a thousand calls, with those that are let through to see whether the server answers again. */
    private static Duration meanOfFailures(MemcachedIndex index, RenditionKey key) {
        double mean = LongStream.range(0, 1000)
                .map(i -> failure(index, key).toNanos())
                .average()
                .orElseThrow();
        return Duration.ofNanos((long) mean);
    }

    private static Duration failure(MemcachedIndex index, RenditionKey key) {
        long start = System.nanoTime();
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(() -> index.locations().find(key));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static RenditionKey keyOn(MemcachedServer server, MemcachedIndex index) {
        return Stream.generate(() -> freshKey())
                .limit(1000)
                .filter(key -> {
                    index.locations().record(key, location(1), HOUR);
                    return server.get(IndexKeys.location(key)).isPresent();
                })
                .findFirst()
                .orElseThrow();
    }

    private MemcachedSettings both() {
        return to(one, two);
    }

    private static MemcachedSettings to(MemcachedServer... servers) {
        String names = String.join(
                ",",
                Stream.of(servers)
                        .map(server -> server.host() + ":" + server.port())
                        .toList());
        return MemcachedSettings.parse("memcached://" + names);
    }
}
