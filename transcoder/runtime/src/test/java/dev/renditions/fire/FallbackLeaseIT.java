package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When the index is unavailable or not shared, workers with a common store still encode once, by a lease in that store.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@Timeout(180)
final class FallbackLeaseIT {
    private static final String PROFILE = "mp4-720p";
    private static final int WORKERS = 3;
    private static final int REQUESTS = 3;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Short, so that a lease that is not renewed expires during the test. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Longer than the calls to a hanging Memcached that the holder makes before its lease is in the store. */
    private static final Duration LONGER_LEASE = Duration.ofSeconds(10);

    /** Longer than a lease, and than the interval between two polls of a waiter. */
    private static final Duration SOME_POLLS = LEASE.plusSeconds(2);

    /**
     * Twice the longest interval between polls of a waiter for a lease in the store: it must see the last renewal, and
     * then the expiry.
     */
    private static final Duration TWO_POLLS = Duration.ofSeconds(6);

    /** Extra time for a busy machine. */
    private static final Duration NOISE = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private List<WorkerProcess> workers = List.of();
    private Scene scene;
    private SharedStore store;
    private Path source;

    @AfterEach
    void stop() throws Exception {
        workers.forEach(WorkerProcess::close);
        for (AutoCloseable closeable : closeables) {
            closeable.close();
        }
    }

    @Test
    void deadNodeOfTheLeaseCostsNoSecondEncode() {
        MemcachedServer one = server();
        MemcachedServer two = server();
        prepare(SharedStore.Kind.DIRECTORY);
        String both = one.uri() + "," + two.host() + ":" + two.port();
        serverOfTheLease(both, one, two).stop();
        start(both);
        ask(workers);

        assertOneEncode(WORKERS);
    }

    @Test
    void noMemcachedCostsNoSecondEncode() {
        MemcachedServer memcached = server();
        memcached.stop();
        prepare(SharedStore.Kind.DIRECTORY);
        start(memcached.uri());
        ask(workers);

        assertOneEncode(WORKERS);
    }

    /** One worker starts after Memcached has died, so it has never seen the lease there. */
    @Test
    void memcachedThatDiesMidwayAndComesBackCostsNoSecondEncode() {
        MemcachedServer memcached = server();
        prepare(SharedStore.Kind.DIRECTORY);
        start(memcached.uri());
        ask(workers.subList(0, 2));
        assertOneEncodeFor(SOME_POLLS);

        memcached.stop();
        await("a lease in the store").atMost(SOON).until(this::leaseInStore);
        ask(workers.subList(2, WORKERS));
        assertOneEncodeFor(SOME_POLLS);

        memcached.start();
        String lease = IndexKeys.lease(key());
        await("a lease in the index")
                .atMost(SOON)
                .until(() -> memcached.get(lease).isPresent());
        assertOneEncode(WORKERS);
    }

    /**
     * Calls wait for their full timeout, unlike those to a dead server. So the holder needs up to three seconds until
     * its lease is in the store, which is less than the lease's length, as in production. One worker starts after
     * Memcached has frozen.
     */
    @Test
    void memcachedThatFreezesMidwayAndGoesOnCostsNoSecondEncode() {
        MemcachedServer memcached = server();
        prepare(SharedStore.Kind.DIRECTORY);
        start(memcached.uri(), LONGER_LEASE);
        ask(workers.subList(0, 2));
        assertOneEncodeFor(SOME_POLLS);

        memcached.freeze();
        await("a lease in the store").atMost(SOON).until(this::leaseInStore);
        ask(workers.subList(2, WORKERS));
        assertOneEncodeFor(LONGER_LEASE.plus(SOME_POLLS));

        memcached.thaw();
        assertOneEncode(WORKERS);
    }

    @ParameterizedTest
    @EnumSource
    void workersThatShareOnlyTheStoreEncodeOnce(SharedStore.Kind kind) {
        prepare(kind);
        start(WorkerSettings.MEMORY);
        ask(workers);

        assertOneEncode(WORKERS);
        assertThat(leaseInStore()).as("a lease remains in the store").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void killedHolderIsReplaced(SharedStore.Kind kind) {
        prepare(kind);
        start(WorkerSettings.MEMORY);
        WorkerProcess holder = workers.get(0);
        ask(List.of(holder));
        awaitEncode(1);
        List<WorkerProcess> others = workers.subList(1, WORKERS);
        ask(others);

        Instant killed = Instant.now();
        holder.kill();

        Duration followed = Duration.between(killed, awaitEncode(2).at());
        Figures.print(
                "holder killed (%s, memory:): replaced after %d ms of a lease of %s", kind, followed.toMillis(), LEASE);
        // The kernel releases the lock of a killed process.
        Duration limit = kind == SharedStore.Kind.DIRECTORY ? Duration.ZERO : LEASE;
        assertThat(followed).isLessThanOrEqualTo(limit.plus(TWO_POLLS).plus(NOISE));
        scene.letEncode(source);
        List<Reply> replies = replies(others);
        assertThat(scene.encodes(source)).hasSize(2);
        assertThat(replies).extracting(Reply::outcome).containsOnlyOnce("encoded");
        SharedRendition.of(store, source, PROFILE).assertIsTheOne(replies);
    }

    @ParameterizedTest
    @EnumSource
    void frozenHolderIsReplacedAndReportsAWastedEncode(SharedStore.Kind kind) {
        prepare(kind);
        start(WorkerSettings.MEMORY);
        WorkerProcess holder = workers.get(0);
        ask(List.of(holder));
        awaitEncode(1);

        holder.freeze();
        List<WorkerProcess> others = workers.subList(1, WORKERS);
        ask(others);
        awaitEncode(2);
        scene.letEncode(source);
        List<Reply> published = replies(others);
        SharedRendition rendition = SharedRendition.of(store, source, PROFILE);
        String manifest = new String(rendition.manifest(), UTF_8);
        holder.thaw();
        List<Reply> late = replies(List.of(holder));

        assertThat(scene.encodes(source)).hasSize(2);
        assertThat(published).extracting(Reply::outcome).containsOnlyOnce("encoded");
        assertThat(published).extracting(Reply::wasted).containsOnly(false);
        assertThat(late)
                .filteredOn(Reply::wasted)
                .singleElement()
                .satisfies(reply -> assertThat(reply.outcome()).isEqualTo("encoded"))
                .satisfies(reply -> assertThat(reply.reason()).contains("wasted"));
        assertThat(new String(rendition.manifest(), UTF_8)).isEqualTo(manifest);
        rendition.assertIsTheOne(late);
    }

    private MemcachedServer server() {
        MemcachedServer server = MemcachedServer.startOrSkip();
        closeables.add(server);
        return server;
    }

    private void prepare(SharedStore.Kind kind) {
        scene = new Scene(folder);
        store = SharedStore.of(kind, scene);
        source = scene.source("film");
    }

    private void start(String index) {
        start(index, LEASE);
    }

    private void start(String index, Duration lease) {
        workers = WorkerProcess.start(
                WORKERS,
                WorkerSettings.of(index, store, scene)
                        .withBudget(MemcachedSettings.USUAL_BUDGET)
                        .withLease(lease),
                store);
    }

    /** The one of the two servers that has the lease of the source. */
    private MemcachedServer serverOfTheLease(String both, MemcachedServer one, MemcachedServer two) {
        try (MemcachedIndex index = MemcachedIndex.connect(
                MemcachedSettings.parse(both).withBudget(WorkerSettings.AMPLE_BUDGET), Samples::seal)) {
            Lease lease = index.leases().tryLease(key(), LEASE).orElseThrow();
            boolean inOne = one.get(IndexKeys.lease(key())).isPresent();
            index.leases().release(lease);
            return inOne ? one : two;
        }
    }

    private RenditionKey key() {
        return SharedRendition.of(store, source, PROFILE).key();
    }

    private void ask(List<WorkerProcess> some) {
        some.forEach(worker -> worker.ask(REQUESTS, PROFILE, source));
        some.forEach(WorkerProcess::awaitBegun);
    }

    private void assertOneEncodeFor(Duration time) {
        awaitEncode(1);
        await("one encode")
                .during(time)
                .atMost(time.plus(SOON))
                .failFast(() -> assertThat(scene.encodes(source)).hasSize(1))
                .until(() -> true);
    }

    private void assertOneEncode(int count) {
        await("all have missed").atMost(SOON).until(() -> scene.misses(source) == (long) count * REQUESTS);
        assertOneEncodeFor(SOME_POLLS);
        scene.letEncode(source);
        List<Reply> replies = replies(workers);
        assertThat(scene.encodes(source)).hasSize(1);
        assertThat(replies)
                .hasSize(count * REQUESTS)
                .extracting(Reply::outcome)
                .containsOnlyOnce("encoded")
                .isSubsetOf("encoded", "coalesced", "hit", "stored");
        SharedRendition.of(store, source, PROFILE).assertIsTheOne(replies);
    }

    private static List<Reply> replies(List<WorkerProcess> some) {
        return some.stream().flatMap(worker -> worker.replies().stream()).toList();
    }

    private boolean leaseInStore() {
        return store.leaseFiles().list().stream()
                .anyMatch(path -> path.contains(key().content().hex()));
    }

    /** Waits for the encode with this number. */
    private Scene.Encode awaitEncode(int number) {
        await("encode " + number).atMost(SOON).until(() -> scene.encodes(source).size() >= number);
        return scene.encodes(source).get(number - 1);
    }
}
