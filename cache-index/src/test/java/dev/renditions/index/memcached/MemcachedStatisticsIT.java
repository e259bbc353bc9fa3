package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.Samples;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemcachedStatisticsIT {
    @Test
    void serverSaysWhatItHoldsAndWasAsked() {
        try (MemcachedServer server = MemcachedServer.startOrSkip();
                MemcachedIndex index = connect(server.uri())) {
            // Connecting asks a question of its own.
            long missesBefore =
                    index.statistics().get(0).figures().orElseThrow().misses();
            var key = freshKey();
            index.locations().record(key, location(1), Duration.ofHours(1));
            index.locations().find(key);
            index.locations().find(freshKey());

            List<ServerStatistics> statistics = index.statistics();

            assertThat(statistics).extracting(ServerStatistics::server).containsExactly(name(server));
            ServerStatistics.Figures figures = statistics.get(0).figures().orElseThrow();
            assertThat(figures.items()).isEqualTo(1);
            assertThat(figures.bytes()).isBetween(50L, figures.mostBytes());
            assertThat(figures.mostBytes()).isEqualTo(64 << 20);
            assertThat(figures.hits()).isEqualTo(1);
            assertThat(figures.misses() - missesBefore).isEqualTo(1);
            assertThat(figures.evictions()).isZero();
            assertThat(figures.uptime()).isLessThan(Duration.ofMinutes(2));
        }
    }

    @Test
    void serverThatIsAwayIsThereWithoutFigures() {
        try (MemcachedServer server = MemcachedServer.startOrSkip()) {
            String away = "localhost:" + MemcachedServer.freePort();
            try (MemcachedIndex index = connect("memcached://" + away + "," + name(server))) {
                List<ServerStatistics> statistics = index.statistics();

                assertThat(statistics).extracting(ServerStatistics::server).containsExactly(away, name(server));
                assertThat(statistics.get(0).figures()).isEmpty();
                assertThat(statistics.get(1).figures()).isPresent();
            }
        }
    }

    @Test
    void serverThatHangsHoldsNobodyUpForLongerThanItsBudget() {
        try (MemcachedServer server = MemcachedServer.startOrSkip();
                MemcachedIndex index = MemcachedIndex.connect(
                        MemcachedSettings.parse(server.uri()).withBudget(Duration.ofMillis(100)), Samples::seal)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> index.statistics().get(0).figures().isPresent());
            server.freeze();
            long start = System.nanoTime();
            assertThat(index.statistics())
                    .singleElement()
                    .satisfies(each -> assertThat(each.figures()).isEmpty());
            // The client itself would wait for two seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
            server.thaw();
        }
    }

    @Test
    void unknownHostIsThereWithoutFigures() {
        try (MemcachedIndex index = connect("memcached://nowhere.invalid:11211")) {
            assertThat(index.statistics())
                    .singleElement()
                    .satisfies(each -> assertThat(each.figures()).isEmpty());
        }
    }

    @Test
    void closedIndexIsNotAsked() {
        MemcachedIndex index = connect("memcached://127.0.0.1:" + MemcachedServer.freePort());
        index.close();

        assertThatIllegalStateException().isThrownBy(index::statistics);
    }

    @Test
    void answerThatLacksAFigureIsNone() {
        Map<String, String> answer = new HashMap<>(Map.of(
                "uptime",
                "60",
                "curr_items",
                "1",
                "bytes",
                "2",
                "limit_maxbytes",
                "3",
                "get_hits",
                "4",
                "get_misses",
                "5",
                "evictions",
                "6"));
        assertThat(ServerStatistics.Figures.of(answer))
                .contains(new ServerStatistics.Figures(Duration.ofMinutes(1), 1, 2, 3, 4, 5, 6));

        answer.put("evictions", "many");
        assertThat(ServerStatistics.Figures.of(answer)).isEmpty();
        answer.remove("evictions");
        assertThat(ServerStatistics.Figures.of(answer)).isEmpty();
    }

    private static MemcachedIndex connect(String uri) {
        return MemcachedIndex.connect(MemcachedSettings.parse(uri).withBudget(Duration.ofSeconds(2)), Samples::seal);
    }

    private static String name(MemcachedServer server) {
        return server.host() + ":" + server.port();
    }
}
