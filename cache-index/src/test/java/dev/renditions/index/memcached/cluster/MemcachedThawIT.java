package dev.renditions.index.memcached.cluster;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that are found dead, as after a function was frozen for some minutes. */
@Timeout(60)
class MemcachedThawIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AMPLE = Duration.ofSeconds(10);

    private MemcachedServer server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        server = MemcachedServer.startOrSkip();
        wire = new Wire(server);
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            wire.close();
            server.close();
        }
    }

    @RepeatedTest(5)
    void callAfterConnectionsWereCutIsAnswered() throws IOException {
        RenditionKey key = freshKey();
        try (MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            index.locations().record(key, location(1), HOUR);
            wire.cut();
            assertThat(index.locations().find(key)).contains(location(1));
        }
    }

    @RepeatedTest(5)
    void leaseAfterConnectionsWereCutIsTaken() throws IOException {
        RenditionKey key = freshKey();
        try (MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            wire.cut();
            assertThat(index.leases().tryLease(key, HOUR)).isPresent();
            assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
        }
    }

    @Test
    void everyCallAtOnceIsAnsweredAfterConnectionsWereCut() throws IOException {
        RenditionKey key = freshKey();
        try (MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            index.locations().record(key, location(1), HOUR);
            int before = wire.accepted();
            wire.cut();
            assertThat(IntStream.range(0, 50)
                            .parallel()
                            .mapToObj(i -> index.locations().find(key)))
                    .allSatisfy(found -> assertThat(found).contains(location(1)));
            // One to see that the server answers, one for the client.
            assertThat(wire.accepted() - before).isEqualTo(2);
        }
    }

    @Test
    void connectionThatHasGoneSilentIsReplaced() {
        RenditionKey key = freshKey();
        try (MemcachedIndex index = MemcachedIndex.connect(wire.settings(), Samples::seal)) {
            comesToAnswer(() -> index.locations().record(key, location(1), HOUR));
            wire.silence();
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> index.locations().find(key));
            comesToAnswer(() -> assertThat(index.locations().find(key)).contains(location(1)));
        }
    }

    @Test
    void serverThatWasFrozenIsUsedAgain() {
        RenditionKey key = freshKey();
        try (MemcachedIndex index = MemcachedIndex.connect(MemcachedSettings.parse(server.uri()), Samples::seal)) {
            comesToAnswer(() -> index.locations().record(key, location(1), HOUR));
            server.freeze();
            for (int i = 0; i < 2 * CircuitBreaker.FAILURES; i++) {
                assertThatExceptionOfType(IndexUnavailableException.class)
                        .isThrownBy(() -> index.locations().find(key));
            }
            server.thaw();
            comesToAnswer(() -> assertThat(index.locations().find(key)).contains(location(1)));
        }
    }

    @Test
    void callAfterALongFreezeWaitsForTheNextAttemptThoughTheLastOneFailed() {
        AtomicLong now = new AtomicLong();
        MemcachedSettings settings = MemcachedSettings.parse(server.uri()).withBudget(AMPLE);
        try (MemcachedCluster servers = MemcachedCluster.connect(settings, HOUR, now::get)) {
            server.stop();
            await().atMost(AMPLE)
                    .untilAsserted(() -> assertThatExceptionOfType(IndexUnavailableException.class)
                            .isThrownBy(() -> servers.gets("k", Deadline.in(AMPLE)))
                            .withMessageContaining("it refuses connections"));
            server.start();
            now.addAndGet(Duration.ofMinutes(10).toNanos());
            assertThat(servers.gets("k", Deadline.in(AMPLE))).isEmpty();
        }
    }

    @Test
    void twentyReplacementsLeaveNoThreadBehind() throws IOException {
        AtomicLong now = new AtomicLong();
        MemcachedSettings settings = wire.settings().withBudget(AMPLE);
        try (MemcachedCluster servers = MemcachedCluster.connect(settings, HOUR, now::get)) {
            servers.set("k", 0, new byte[] {1}, Deadline.in(AMPLE));
            int before = threads();
            for (int i = 0; i < 20; i++) {
                now.addAndGet(ReconnectingConnection.RETRY.toNanos());
                wire.cut();
                assertThat(servers.gets("k", Deadline.in(AMPLE))).isPresent();
            }
            await().atMost(AMPLE).untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(before));
            assertThat(wire.accepted()).isEqualTo(2 * 21);
        }
        await().atMost(AMPLE).untilAsserted(() -> assertThat(threads()).isZero());
    }

    @Test
    void serverThatBreaksEveryConnectionIsNotOverrun() {
        MemcachedSettings settings = wire.settings();
        AtomicLong now = new AtomicLong();
        try (MemcachedCluster servers = MemcachedCluster.connect(settings, HOUR, now::get)) {
            wire.set(Wire.Fault.CUT_AT_ONCE);
            now.addAndGet(ReconnectingConnection.RETRY.toNanos());
            int before = wire.accepted();
            for (int i = 0; i < 1000; i++) {
                assertThatExceptionOfType(IndexUnavailableException.class)
                        .isThrownBy(() -> servers.gets("k", Deadline.in(settings.budget())));
            }
            // By this clock not a second has gone by since the one replacement.
            assertThat(wire.accepted() - before).isEqualTo(2);
        }
    }

    @Test
    void deadServerIsTriedOnceASecondAndHasNoClient() {
        RenditionKey key = freshKey();
        try (MemcachedIndex index = MemcachedIndex.connect(MemcachedSettings.parse(server.uri()), Samples::seal)) {
            comesToAnswer(() -> index.locations().record(key, location(1), HOUR));
            server.stop();
            await().atMost(AMPLE).untilAsserted(() -> {
                assertThatExceptionOfType(IndexUnavailableException.class)
                        .isThrownBy(() -> index.locations().find(key))
                        .withMessageContaining("it refuses connections");
                assertThat(threads()).isEqualTo(1);
            });
        }
    }

    /** Those that connect, and those of the client. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("memcached-") || name.startsWith("Memcached IO"))
                .count();
    }

    private static void comesToAnswer(Runnable call) {
        await().atMost(AMPLE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(IndexUnavailableException.class)
                .untilAsserted(call::run);
    }
}
