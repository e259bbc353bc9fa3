package dev.renditions.index.memcached.cluster;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.Counter;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server that answers later than a look-up waits, as it seems where all of a machine is busy. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@Timeout(60)
class MemcachedSlowIT {
    private static final Duration HOUR = Duration.ofHours(1);
    /** Longer than look-ups wait, far shorter than patient calls do. */
    private static final Duration STALL = Duration.ofMillis(400);

    private MemcachedServer server;
    private MemcachedSettings settings;

    @BeforeEach
    void start() {
        server = MemcachedServer.startOrSkip();
        settings = MemcachedSettings.parse(server.uri());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.thaw();
            server.close();
        }
    }

    @Test
    void leaseIsTakenThoughEveryLookUpGaveUp() {
        RenditionKey key = freshKey();
        assertAnsweredAfterFailedLookUps(
                index -> index.leases().tryLease(key, HOUR).isPresent());
    }

    @Test
    void countIsCountedThoughEveryLookUpGaveUp() {
        assertAnsweredAfterFailedLookUps(index -> index.counters().count(Counter.of("caller", HOUR)) == 1);
    }

    @Test
    void entryIsFilledInThoughEveryLookUpGaveUp() {
        RenditionKey key = freshKey();
        assertAnsweredAfterFailedLookUps(index -> index.locations().recordIfAbsent(key, location(1), HOUR));
    }

    private void assertAnsweredAfterFailedLookUps(Predicate<MemcachedIndex> patient) {
        try (MemcachedIndex index = MemcachedIndex.connect(settings, Samples::seal)) {
            comesToAnswer(() -> index.locations().find(freshKey()));
            server.freeze();
            for (int i = 0; i < 2 * CircuitBreaker.FAILURES; i++) {
                assertThatExceptionOfType(IndexUnavailableException.class)
                        .isThrownBy(() -> index.locations().find(freshKey()));
            }
            var unused = CompletableFuture.runAsync(
                    server::thaw, CompletableFuture.delayedExecutor(STALL.toMillis(), TimeUnit.MILLISECONDS));
            assertThat(patient.test(index)).isTrue();
            assertThat(index.locations().find(freshKey()))
                    .as("nobody is spared any more")
                    .isEmpty();
        }
    }

    @Test
    void answerThatCameTooLateEndsThePauseOfLookUps() {
        // By this clock no pause ever ends.
        AtomicLong now = new AtomicLong();
        try (MemcachedCluster servers = MemcachedCluster.connect(settings, HOUR, now::get)) {
            comesToAnswer(() -> servers.gets("k", lookUp()));
            server.freeze();
            for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
                assertThatExceptionOfType(IndexUnavailableException.class)
                        .isThrownBy(() -> servers.gets("k", lookUp()))
                        .withMessageContaining("within 100 ms");
            }
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> servers.gets("k", lookUp()))
                    .withMessageContaining("is given 1000 ms");
            server.thaw();
            comesToAnswer(() -> servers.gets("k", lookUp()));
        }
    }

    @Test
    void serverThatAnswersNothingForTheWholePatienceIsSparedByAll() {
        AtomicLong now = new AtomicLong();
        try (MemcachedCluster servers = MemcachedCluster.connect(settings, HOUR, now::get)) {
            comesToAnswer(() -> servers.gets("k", lookUp()));
            server.freeze();
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> servers.add("k", 0, new byte[] {1}, Deadline.patient(settings.patience())))
                    .withMessageContaining("within 2000 ms");
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> servers.gets("k", Deadline.patient(settings.patience())))
                    .matches(e -> !e.isTimeout(), "at once");
        }
    }

    private Deadline lookUp() {
        return Deadline.in(settings.budget());
    }

    private static void comesToAnswer(Supplier<?> call) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .ignoreException(IndexUnavailableException.class)
                .until(() -> call.get() != null);
    }
}
