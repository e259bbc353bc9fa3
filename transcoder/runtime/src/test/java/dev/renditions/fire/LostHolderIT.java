package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.RequestLimits;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.MemcachedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The holder of a lease may die or freeze at any moment. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@Timeout(180)
final class LostHolderIT {
    private static final String PROFILE = "mp4-720p";
    private static final Duration LEASE = Duration.ofSeconds(3);
    /** The longest interval between two polls of a waiter. */
    private static final Duration LAST_POLL = Duration.ofMillis(1500);
    /** Extra time for a busy machine. */
    private static final Duration NOISE = Duration.ofSeconds(3);

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();
    private MemcachedServer memcached;
    private Scene scene;
    private Path source;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        scene = new Scene(folder);
        source = scene.source("film");
    }

    @AfterEach
    void stop() {
        workers.forEach(WorkerProcess::close);
        if (memcached != null) {
            memcached.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedHolderIsReplacedWithinItsLease(SharedStore.Kind kind) {
        SharedStore store = startWorkers(3, kind, LEASE);
        WorkerProcess holder = workers.get(0);
        List<WorkerProcess> others = workers.subList(1, 3);
        holder.ask(5, PROFILE, source);
        assertThat(awaitEncode(1).pid()).isEqualTo(holder.pid());
        others.forEach(other -> other.ask(5, PROFILE, source));
        others.forEach(WorkerProcess::awaitBegun);

        Instant killed = Instant.now();
        holder.kill();

        Duration followed = Duration.between(killed, awaitEncode(2).at());
        Figures.print("holder killed (%s): replaced after %d ms of a lease of %s", kind, followed.toMillis(), LEASE);
        scene.letEncode(source);
        List<Reply> replies =
                others.stream().flatMap(other -> other.replies().stream()).toList();
        assertThat(followed).isLessThanOrEqualTo(LEASE.plus(LAST_POLL).plus(NOISE));
        assertThat(scene.encodes(source)).hasSize(2);
        assertThat(replies).hasSize(10).extracting(Reply::outcome).containsOnlyOnce("encoded");
        SharedRendition.of(store, source, PROFILE).assertIsTheOne(replies);
    }

    @Test
    void killedHolderOfADefaultLeaseIsReplacedWithinThirtySeconds() {
        SharedStore store = startWorkers(2, SharedStore.Kind.DIRECTORY, RequestLimits.LEASE);
        WorkerProcess holder = workers.get(0);
        WorkerProcess follower = workers.get(1);
        holder.ask(1, PROFILE, source);
        assertThat(awaitEncode(1).pid()).isEqualTo(holder.pid());
        follower.ask(1, PROFILE, source);
        follower.awaitBegun();

        Instant killed = Instant.now();
        holder.kill();

        Duration followed = Duration.between(killed, awaitEncode(2).at());
        Figures.print("holder killed: replaced after %d ms of a lease of %s", followed.toMillis(), RequestLimits.LEASE);
        scene.letEncode(source);
        assertThat(followed).isLessThanOrEqualTo(Duration.ofSeconds(30));
        SharedRendition.of(store, source, PROFILE).assertIsTheOne(follower.replies());
    }

    @ParameterizedTest
    @EnumSource
    void thawedHolderUsesWhatItsSuccessorPublished(SharedStore.Kind kind) {
        SharedStore store = startWorkers(2, kind, LEASE);
        WorkerProcess holder = workers.get(0);
        WorkerProcess follower = workers.get(1);
        holder.ask(1, PROFILE, source);
        assertThat(awaitEncode(1).pid()).isEqualTo(holder.pid());

        holder.freeze();
        follower.ask(1, PROFILE, source);
        follower.awaitBegun();
        assertThat(awaitEncode(2).pid()).isEqualTo(follower.pid());
        scene.letEncode(source);
        List<Reply> published = follower.replies();
        SharedRendition rendition = SharedRendition.of(store, source, PROFILE);
        String manifest = new String(rendition.manifest(), UTF_8);

        holder.thaw();

        holder.awaitBegun();
        List<Reply> late = holder.replies();
        assertThat(published).singleElement().extracting(Reply::outcome).isEqualTo("encoded");
        assertThat(late)
                .singleElement()
                .extracting(Reply::outcome, Reply::wasted)
                .containsExactly("encoded", true);
        assertThat(late.get(0).location()).isEqualTo(published.get(0).location());
        assertThat(new String(rendition.manifest(), UTF_8)).isEqualTo(manifest);
        assertThat(memcached.get(IndexKeys.location(rendition.key())))
                .hasValueSatisfying(
                        entry -> assertThat(entry).contains(published.get(0).location()));
        rendition.assertIsTheOne(late);
        assertThat(holder.request(1, PROFILE, source))
                .singleElement()
                .extracting(Reply::outcome, Reply::location)
                .containsExactly("hit", published.get(0).location());
        assertThat(scene.encodes(source)).hasSize(2);
    }

    private SharedStore startWorkers(int count, SharedStore.Kind kind, Duration lease) {
        SharedStore store = SharedStore.of(kind, scene);
        WorkerSettings settings =
                WorkerSettings.of(memcached.uri(), store, scene).withLease(lease);
        for (int i = 0; i < count; i++) {
            workers.add(WorkerProcess.start(settings, store));
        }
        workers.forEach(WorkerProcess::awaitReady);
        return store;
    }

    /** Waits for the encode with this number. */
    private Scene.Encode awaitEncode(int number) {
        await("encode " + number).atMost(SOON).until(() -> scene.encodes(source).size() >= number);
        return scene.encodes(source).get(number - 1);
    }
}
