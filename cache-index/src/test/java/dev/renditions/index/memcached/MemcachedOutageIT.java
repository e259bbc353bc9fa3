package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static dev.renditions.index.memcached.IndexCalls.assertAllUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that start, stop and restart, and lost replies. */
@Timeout(60)
class MemcachedOutageIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private MemcachedServer server;

    @BeforeEach
    void start() {
        server = MemcachedServer.startOrSkip();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void usesAServerThatStartsLater() {
        server.stop();
        try (MemcachedIndex index = MemcachedIndex.connect(MemcachedSettings.parse(server.uri()), Samples::seal)) {
            assertAllUnavailable(index, server.host() + ":" + server.port(), LIMIT);
            server.start();
            awaitWorks(index);
        }
    }

    @Test
    void usesAServerAfterItsRestart() {
        try (MemcachedIndex index = MemcachedIndex.connect(MemcachedSettings.parse(server.uri()), Samples::seal)) {
            awaitWorks(index);
            server.stop();
            assertAllUnavailable(index, server.host() + ":" + server.port(), LIMIT);
            server.start();
            awaitWorks(index);
        }
    }

    @Test
    void orderOfServersDoesNotMatter() {
        try (MemcachedServer other = MemcachedServer.startOrSkip();
                ArtifactIndex one = MemcachedIndex.connect(to(server, other), Samples::seal);
                ArtifactIndex two = MemcachedIndex.connect(to(other, server), Samples::seal)) {
            List<RenditionKey> keys =
                    Stream.generate(() -> freshKey()).limit(50).toList();
            keys.forEach(key -> one.locations().record(key, location(1), HOUR));
            assertThat(keys)
                    .allSatisfy(key -> assertThat(two.locations().find(key)).contains(location(1)));
            assertThat(two.renditions().findAll(Set.copyOf(keys)).values())
                    .hasSize(50)
                    .allSatisfy(found -> assertThat(found.location()).contains(location(1)));
            assertThat(keys)
                    .anyMatch(key -> server.get(IndexKeys.location(key)).isPresent())
                    .anyMatch(key -> other.get(IndexKeys.location(key)).isPresent());
        }
    }

    @Test
    void lossOfOneServerKeepsTheKeysOfTheOther() {
        try (MemcachedServer other = MemcachedServer.startOrSkip();
                ArtifactIndex index = MemcachedIndex.connect(to(server, other), Samples::seal)) {
            RenditionKey kept = keyOn(server, index);
            RenditionKey lost = keyOn(other, index);
            other.stop();
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> index.locations().find(lost));
            assertThat(index.locations().find(kept)).contains(location(1));
        }
    }

    @Test
    void ownLeaseIsRecognizedAfterALateReply() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(SECOND), Samples::seal)) {
            RenditionKey key = freshKey();
            wire.set(Wire.Fault.ANSWER_TO_ADD_LATE);
            Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
            wire.set(Wire.Fault.NONE);
            assertThat(server.get(IndexKeys.lease(key)))
                    .hasValueSatisfying(value -> assertThat(value).contains(lease.token()));
            assertThat(index.renditions().publish(lease, location(1), HOUR)).isTrue();
        }
    }

    @Test
    void leaseOfAnotherIsNotMistakenForOwnAfterALateReply() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(SECOND), Samples::seal);
                MemcachedIndex other = MemcachedIndex.connect(to(server), Samples::seal)) {
            RenditionKey key = freshKey();
            Lease held = other.leases().tryLease(key, HOUR).orElseThrow();
            wire.set(Wire.Fault.ANSWER_TO_ADD_LATE);
            assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
            assertThat(other.leases().release(held)).isTrue();
        }
    }

    @Test
    void ownLeaseIsRecognizedAfterALostReply() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            RenditionKey key = freshKey();
            wire.set(Wire.Fault.CUT_AFTER_ADD);
            Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
            wire.set(Wire.Fault.NONE);
            assertThat(server.get(IndexKeys.lease(key)))
                    .hasValueSatisfying(value -> assertThat(value).contains(lease.token()));
            assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
            assertThat(index.renditions().publish(lease, location(1), HOUR)).isTrue();
        }
    }

    @Test
    void releaseKeepsALeaseThatChangedItsHolder() throws IOException {
        assertNextHolderKeepsItsLease(
                (index, lease) -> assertThat(index.leases().release(lease)).isFalse());
    }

    @Test
    void renewalFailsIfTheLeaseChangedItsHolder() throws IOException {
        assertNextHolderKeepsItsLease(
                (index, lease) -> assertThat(index.leases().renew(lease, HOUR)).isEmpty());
    }

    @Test
    void publishWritesNothingIfTheLeaseChangedItsHolder() throws IOException {
        assertNextHolderKeepsItsLease((index, lease) -> {
            assertThat(index.renditions().publish(lease, location(1), HOUR)).isFalse();
            assertThat(server.get(IndexKeys.location(lease.rendition()))).isEmpty();
        });
    }

    @Test
    void leaseThatVanishesDuringRenewalIsTakenBack() throws IOException {
        try (Wire wire = new Wire(server);
                MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            Lease lease = index.leases().tryLease(freshKey(), HOUR).orElseThrow();
            wire.beforeNextSwap(server::flushAll);
            assertThat(index.leases().renew(lease, HOUR)).map(Lease::token).contains(lease.token());
        }
    }

    private void assertNextHolderKeepsItsLease(BiConsumer<MemcachedIndex, Lease> call) throws IOException {
        String next = "{\"v\":1,\"token\":\"next\",\"until\":99999999999999}";
        try (Wire wire = new Wire(server);
                MemcachedIndex index = MemcachedIndex.connect(wire.settings().withBudget(AMPLE), Samples::seal)) {
            RenditionKey key = freshKey();
            Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
            wire.beforeNextSwap(() -> server.put(IndexKeys.lease(key), 0, Samples.sealed(IndexKeys.lease(key), next)));
            call.accept(index, lease);
            assertThat(server.get(IndexKeys.lease(key)).map(value -> Samples.opened(IndexKeys.lease(key), value)))
                    .contains(next);
        }
    }

    private static MemcachedSettings to(MemcachedServer... servers) {
        String names = Stream.of(servers)
                .map(server -> server.host() + ":" + server.port())
                .reduce((one, two) -> one + "," + two)
                .orElseThrow();
        return MemcachedSettings.parse("memcached://" + names).withBudget(AMPLE);
    }

    private static RenditionKey keyOn(MemcachedServer server, ArtifactIndex index) {
        return Stream.generate(() -> freshKey())
                .limit(1000)
                .filter(key -> {
                    index.locations().record(key, location(1), HOUR);
                    return server.get(IndexKeys.location(key)).isPresent();
                })
                .findFirst()
                .orElseThrow();
    }

    private static void awaitWorks(MemcachedIndex index) {
        RenditionKey key = freshKey();
        await().atMost(Duration.ofSeconds(15))
                .ignoreException(IndexUnavailableException.class)
                .untilAsserted(() -> {
                    index.locations().record(key, location(1), HOUR);
                    assertThat(index.locations().find(key)).contains(location(1));
                });
    }
}
