package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static dev.renditions.index.Samples.opened;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ArtifactIndexContract;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.Samples;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemcachedIndexIT implements ArtifactIndexContract {
    /** Ample: these tests are about answers, not about time. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private static MemcachedServer server;
    private static MemcachedIndex index;

    @BeforeAll
    static void connect() {
        server = MemcachedServer.startOrSkip();
        index = MemcachedIndex.connect(settings(), Samples::seal);
    }

    @AfterAll
    static void close() {
        if (server != null) {
            index.close();
            server.close();
        }
    }

    private static MemcachedSettings settings() {
        return MemcachedSettings.parse(server.uri()).withBudget(BUDGET);
    }

    @Override
    public ArtifactIndex index() {
        return index;
    }

    @Override
    public ArtifactIndex another() {
        return MemcachedIndex.connect(settings(), Samples::seal);
    }

    @Override
    public void after(Duration time, Runnable check) {
        await().atMost(time.plusSeconds(10)).pollInterval(Duration.ofMillis(50)).untilAsserted(check::run);
    }

    @Test
    void anotherClientSeesWhatOneWrote() {
        RenditionKey key = freshKey();
        Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
        try (ArtifactIndex other = another()) {
            assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
            index.renditions().publish(lease, location(1), HOUR);
            assertThat(other.locations().find(key)).contains(location(1));
        }
    }

    @Test
    void entryAndLeaseCanBeReadByAnyClient() {
        RenditionKey key = freshKey();
        index.locations().record(key, location(1), HOUR);
        Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(server.get(IndexKeys.location(key)).map(value -> opened(IndexKeys.location(key), value)))
                .contains("{\"v\":1,\"uri\":\"s3://bucket/renditions/1/video.mp4\",\"type\":\"video/mp4\","
                        + "\"bytes\":1001,\"seconds\":1.235}");
        assertThat(server.get(IndexKeys.lease(key)).map(value -> opened(IndexKeys.lease(key), value)))
                .contains("{\"v\":1,\"token\":\"" + lease.token() + "\",\"until\":"
                        + lease.until().toEpochMilli() + "}");
    }

    static Stream<byte[]> foreignValues() {
        byte[] random = new byte[900];
        new Random(7).nextBytes(random);
        return Stream.of(
                random,
                new byte[0],
                new byte[(1 << 20) - 1000],
                "{\"v\":2,\"token\":\"t\",\"until\":9999999999999,\"uri\":\"s3://b/k\"}".getBytes(UTF_8),
                "\u00ac\u00ed\u0000\u0005sr".getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("foreignValues")
    void foreignValueIsAbsentAndCanBeWrittenOver(byte[] value) {
        RenditionKey key = freshKey();
        server.put(IndexKeys.location(key), 0, value);
        assertThat(index.locations().find(key)).isEmpty();
        index.locations().record(key, location(1), HOUR);
        assertThat(index.locations().find(key)).contains(location(1));
    }

    @ParameterizedTest
    @MethodSource("foreignValues")
    void foreignValueInThePlaceOfALeaseHoldsNobodyUp(byte[] value) {
        RenditionKey key = freshKey();
        server.put(IndexKeys.lease(key), 0, value);
        Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
        assertThat(index.renditions().publish(lease, location(1), HOUR)).isTrue();
        assertThat(server.get(IndexKeys.lease(key)).map(mark -> opened(IndexKeys.lease(key), mark)))
                .as("the mark of a release")
                .contains("");
    }

    @Test
    void leaseThatEndedLongAgoButStaysHoldsNobodyUp() {
        RenditionKey key = freshKey();
        putLease(key, 1767225600000L);
        assertThat(index.leases().tryLease(key, HOUR)).isPresent();
        assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
    }

    @Test
    void leaseOfAWorkerWhoseClockIsAheadIsHeld() {
        RenditionKey key = freshKey();
        putLease(key, 99999999999999L);
        assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
    }

    private static void putLease(RenditionKey key, long until) {
        String text = IndexKeys.lease(key);
        server.put(text, 0, Samples.sealed(text, "{\"v\":1,\"token\":\"t\",\"until\":" + until + "}"));
    }

    @Test
    void locationTooLongToStoreIsForgottenNotRefused() {
        RenditionKey key = freshKey();
        RenditionLocation long5k =
                new RenditionLocation(URI.create("file:///" + "a".repeat(5000)), "video/mp4", 1, Duration.ZERO);
        index.locations().record(key, location(1), HOUR);
        Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(index.renditions().publish(lease, long5k, HOUR)).isTrue();
        assertThat(index.locations().find(key)).isEmpty();
        assertThat(index.leases().tryLease(key, HOUR)).isPresent();
    }

    @Test
    void flushedServerHasForgottenEverything() {
        try (MemcachedServer own = MemcachedServer.startOrSkip();
                MemcachedIndex flushed = MemcachedIndex.connect(
                        MemcachedSettings.parse(own.uri()).withBudget(BUDGET), Samples::seal)) {
            RenditionKey key = freshKey();
            Lease lease = flushed.leases().tryLease(key, HOUR).orElseThrow();
            flushed.locations().record(key, location(1), HOUR);
            own.flushAll();
            assertThat(flushed.locations().find(key)).isEmpty();
            assertThat(flushed.renditions().publish(lease, location(1), HOUR)).isFalse();
        }
    }
}
