package dev.renditions.index.memcached;

import static dev.renditions.index.CountersContract.LONG_WINDOW;
import static dev.renditions.index.CountersContract.freshCounter;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.Counter;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexUnderTest;
import dev.renditions.index.Samples;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts that several workers share, and that strangers write over. */
@Timeout(60)
class MemcachedCountIT {
    private static final Duration AMPLE = Duration.ofSeconds(10);

    private static MemcachedServer server;
    private static MemcachedIndex index;

    private final Counter counter = freshCounter(LONG_WINDOW);
    private String key;

    @BeforeAll
    static void connect() {
        server = MemcachedServer.startOrSkip();
        index = MemcachedIndex.connect(MemcachedSettings.parse(server.uri()).withBudget(AMPLE), Samples::seal);
    }

    @AfterAll
    static void close() {
        if (server != null) {
            index.close();
            server.close();
        }
    }

    @BeforeEach
    void name() {
        key = IndexKeys.count(counter, Instant.now());
    }

    @Test
    void countCanBeReadByAnyClient() {
        index.counters().count(counter);
        assertThat(server.get(key)).contains("1");
        for (int i = 0; i < 11; i++) {
            index.counters().count(counter);
        }
        assertThat(server.get(key)).contains("12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT1M", "PT719H59M", "PT720H"})
    void countLivesALittleLongerThanItsWindow(Duration window) {
        Counter own = freshCounter(window);
        Instant now = Instant.now();
        MemcachedSettings settings =
                MemcachedSettings.parse(server.uri()).withBudget(AMPLE).withClock(Clock.fixed(now, ZoneOffset.UTC));
        try (MemcachedIndex fixed = MemcachedIndex.connect(settings, Samples::seal)) {
            fixed.counters().count(own);
            fixed.counters().count(own);
        }
        assertThat(server.get(IndexKeys.count(own, now))).contains("2");
        assertThat(server.timeLeft(IndexKeys.count(own, now)))
                .hasValueSatisfying(left -> assertThat(left).isBetween(window.plusSeconds(30), window.plusSeconds(61)));
    }

    /** Of two workers one counts before the border of an aligned window, the other behind it. */
    @Test
    void windowThatBeginsWithItsFirstCountCrossesTheBordersOfOthers() {
        Duration window = Duration.ofMinutes(15);
        Counter own = freshCounter(window).startingWithFirst();
        long border = Math.floorDiv(Instant.now().getEpochSecond(), window.toSeconds()) * window.toSeconds();
        Instant before = Instant.ofEpochSecond(border - 1);
        Instant behind = Instant.ofEpochSecond(border + 1);
        try (MemcachedIndex one = at(before);
                MemcachedIndex two = at(behind)) {
            assertThat(one.counters().count(own)).isEqualTo(1);
            assertThat(two.counters().count(own)).isEqualTo(2);
            assertThat(server.timeLeft(IndexKeys.count(own, behind)))
                    .hasValueSatisfying(
                            left -> assertThat(left).isBetween(window.plusSeconds(30), window.plusSeconds(61)));
            assertThat(two.counters().forget(own)).isTrue();
            assertThat(one.counters().count(own)).isEqualTo(1);
            Counter aligned = new Counter(own.digest(), window);
            assertThat(one.counters().count(aligned)).isEqualTo(1);
            assertThat(two.counters().count(aligned))
                    .as("a window of others has its border here")
                    .isEqualTo(1);
        }
    }

    private static MemcachedIndex at(Instant moment) {
        return MemcachedIndex.connect(
                MemcachedSettings.parse(server.uri()).withBudget(AMPLE).withClock(Clock.fixed(moment, ZoneOffset.UTC)),
                Samples::seal);
    }

    @Test
    void countInThePlaceOfAForeignValueEndsToo() {
        server.put(key, 0, "garbage".getBytes(US_ASCII));
        assertThat(server.timeLeft(key)).isEmpty();
        index.counters().count(counter);
        assertThat(server.timeLeft(key)).isPresent();
    }

    @Test
    void workersCountTogether() throws Exception {
        AtomicInteger worker = new AtomicInteger();
        try (MemcachedIndex other =
                MemcachedIndex.connect(MemcachedSettings.parse(server.uri()).withBudget(AMPLE), Samples::seal)) {
            List<List<Long>> answers = IndexUnderTest.atOnce(64, () -> {
                MemcachedIndex own = worker.getAndIncrement() % 2 == 0 ? index : other;
                List<Long> told = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    told.add(own.counters().count(counter));
                }
                return told;
            });
            assertThat(answers.stream().flatMap(List::stream).sorted())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 3200).boxed().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.renditions.index.memcached.MemcachedIndexIT#foreignValues")
    void foreignValueIsReplacedByTheFirstCount(byte[] value) {
        server.put(key, 0, value);
        assertThat(index.counters().count(counter)).isEqualTo(1);
        assertThat(index.counters().count(counter)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "-1", " 1", "1 ", "1.5", "0x1", "9999999999999999999", "18446744073709551615"})
    void textThatIsNoCountIsReplacedByTheFirstCount(String text) {
        server.put(key, 0, text.getBytes(US_ASCII));
        assertThat(index.counters().count(counter)).isEqualTo(1);
        assertThat(index.counters().count(counter)).isEqualTo(2);
    }

    @Test
    void manyWhoReplaceAForeignValueAtOnceLoseNoCount() throws Exception {
        server.put(key, 0, "garbage".getBytes(US_ASCII));
        assertThat(IndexUnderTest.atOnce(32, () -> index.counters().count(counter)))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 32).boxed().toList());
    }

    @Test
    void foreignValueWrittenWhileCountingCostsOneConnectionAndHeals() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex behind = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            assertThat(behind.counters().count(counter)).isEqualTo(1);
            wire.beforeNextIncrement(() -> server.put(key, 0, "garbage".getBytes(US_ASCII)));
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> behind.counters().count(counter));
            await().atMost(Duration.ofSeconds(15))
                    .ignoreException(IndexUnavailableException.class)
                    .untilAsserted(
                            () -> assertThat(behind.counters().count(counter)).isEqualTo(1));
            assertThat(behind.counters().count(counter)).isEqualTo(2);
        }
    }

    @Test
    void countThatVanishesWhileCountingBeginsAgain() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex behind = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            assertThat(behind.counters().count(counter)).isEqualTo(1);
            assertThat(behind.counters().count(counter)).isEqualTo(2);
            wire.beforeNextIncrement(server::flushAll);
            assertThat(behind.counters().count(counter)).isEqualTo(1);
        }
    }

    @Test
    void countOfAnotherBetweenReadingAndReplacingIsKept() throws IOException {
        server.put(key, 0, "garbage".getBytes(US_ASCII));
        try (Wire wire = new Wire(server);
                MemcachedIndex behind = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            wire.beforeNextSwap(
                    () -> assertThat(index.counters().count(counter)).isEqualTo(1));
            assertThat(behind.counters().count(counter)).isEqualTo(2);
        }
    }

    @Test
    void firstCountWhoseAnswerIsLostIsUnknownAndCounted() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex behind = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            wire.set(Wire.Fault.CUT_AFTER_ADD);
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> behind.counters().count(counter));
            assertThat(index.counters().count(counter)).isEqualTo(2);
        }
    }
}
