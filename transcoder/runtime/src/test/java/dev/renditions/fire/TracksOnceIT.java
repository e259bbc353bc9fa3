package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.TrackId;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that make different renditions of one source at once encode each of their tracks once. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@Timeout(180)
final class TracksOnceIT {
    private static final int PROCESSES = 8;
    /** Three pictures and three sounds. */
    private static final int TRACKS = 6;

    /** Longer than the longest interval between two polls of a waiter, and than that between renewals of a lease. */
    private static final Duration SOME_POLLS = Duration.ofSeconds(4);

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();
    private MemcachedServer memcached;
    private Scene scene;
    private OverlappingProfiles profiles;
    private SharedStore store;
    private Path source;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        scene = new Scene(folder);
        profiles = OverlappingProfiles.mp4s(scene);
        source = scene.source("film");
    }

    @AfterEach
    void stop() {
        workers.forEach(WorkerProcess::close);
        if (memcached != null) {
            memcached.close();
        }
    }

    @Test
    void eightWorkersEncodeEachTrackOnce() {
        startWorkers(PROCESSES, SharedStore.Kind.DIRECTORY);
        ask(0, PROCESSES);

        assertEachTrackOnce();
    }

    /** Half of the workers are asked when Memcached has died, so they have never seen a lease there. */
    @Test
    void memcachedThatIsKilledMidwayCostsNoSecondEncode() {
        startWorkers(PROCESSES, SharedStore.Kind.DIRECTORY);
        ask(0, PROCESSES / 2);

        memcached.stop();
        await("the lease of a track in the store").atMost(SOON).until(this::leaseOfATrackInStore);
        awaitSomePolls();
        ask(PROCESSES / 2, PROCESSES);

        assertEachTrackOnce();
    }

    @Test
    void memcachedThatRestartsEmptyMidwayCostsNoSecondEncode() {
        startWorkers(PROCESSES, SharedStore.Kind.DIRECTORY);
        ask(0, PROCESSES);

        memcached.stop();
        memcached.start();
        awaitSomePolls();

        assertEachTrackOnce();
    }

    @Test
    void killedHolderOfATrackIsReplacedWithinThirtySeconds() {
        startWorkers(2, SharedStore.Kind.DIRECTORY);
        WorkerProcess holder = workers.get(0);
        WorkerProcess follower = workers.get(1);
        holder.ask(1, "large", source);
        assertThat(awaitEncode(1).pid()).isEqualTo(holder.pid());
        follower.ask(1, "large-96", source);
        follower.awaitBegun();
        await("it has missed").atMost(SOON).until(() -> scene.misses(source) == 2);
        awaitSomePolls();
        assertThat(scene.encodes(source))
                .as("the other one waits for the picture")
                .hasSize(1);

        Instant killed = Instant.now();
        holder.kill();

        Scene.Encode second = awaitEncode(2);
        Duration followed = Duration.between(killed, second.at());
        Figures.print("holder of a track killed: replaced after %d ms", followed.toMillis());
        scene.letEncode(source);
        List<Reply> replies = follower.replies();
        assertThat(followed).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(second.pid()).isEqualTo(follower.pid());
        assertThat(replies).extracting(Reply::outcome).containsExactly("encoded");
        assertThat(scene.encodedTracks()).hasSize(2);
        rendition("large-96").assertIsTheOne(replies);
    }

    @ParameterizedTest
    @EnumSource
    void twoWorkersShareTracksThroughAnyStore(SharedStore.Kind kind) {
        startWorkers(2, kind);
        workers.get(0).ask(1, "large", source);
        workers.get(1).ask(1, "large-again", source);
        awaitAllWaiting(0, 2);

        scene.letEncode(source);

        List<Reply> first = workers.get(0).replies();
        List<Reply> second = workers.get(1).replies();
        assertThat(scene.encodedTracks()).hasSize(2);
        assertThat(List.of(first.get(0).outcome(), second.get(0).outcome()))
                .containsExactlyInAnyOrder("encoded", "assembled");
        rendition("large").assertIsTheOne(first);
        rendition("large-again").assertIsTheOne(second);

        // Without the index, the tracks are found by their pointers.
        memcached.flushAll();
        Path copy = scene.source("film#with a title");
        scene.letEncode(copy);
        assertThat(workers.get(0).request(1, "large", copy))
                .extracting(Reply::outcome)
                .containsExactly("assembled");
        assertThat(scene.encodedTracks()).hasSize(2);
    }

    private void startWorkers(int count, SharedStore.Kind kind) {
        store = SharedStore.of(kind, scene);
        WorkerSettings settings = WorkerSettings.of(memcached.uri(), store, scene)
                .withBudget(MemcachedSettings.USUAL_BUDGET)
                .withProfiles(profiles.file());
        workers.addAll(WorkerProcess.start(count, settings, store));
    }

    /** Asks each of these workers for another rendition. */
    private void ask(int first, int end) {
        for (int i = first; i < end; i++) {
            workers.get(i).ask(1, profiles.names().get(i), source);
        }
        awaitAllWaiting(first, end);
    }

    /** Waits until all workers that were asked encode, or wait for the tracks of others. */
    private void awaitAllWaiting(int first, int end) {
        workers.subList(first, end).forEach(WorkerProcess::awaitBegun);
        await("all have missed").atMost(SOON).until(() -> scene.misses(source) == end);
        awaitEncode(1);
        awaitSomePolls();
    }

    private void awaitSomePolls() {
        await("encodes while others wait")
                .during(SOME_POLLS)
                .atMost(SOON)
                .until(() -> !scene.encodes(source).isEmpty());
    }

    private void assertEachTrackOnce() {
        scene.letEncode(source);
        List<List<Reply>> replies = workers.stream().map(WorkerProcess::replies).toList();
        assertThat(scene.encodedTracks()).doesNotHaveDuplicates().hasSize(TRACKS);
        for (int i = 0; i < PROCESSES; i++) {
            SharedRendition rendition = rendition(profiles.names().get(i));
            assertThat(replies.get(i)).extracting(Reply::outcome).isSubsetOf("encoded", "assembled");
            rendition.assertIsTheOne(replies.get(i));
            assertThat(tracks(rendition)).as(profiles.names().get(i)).hasSize(2);
        }
        assertThat(profiles.names().stream()
                        .flatMap(name -> tracks(rendition(name)).stream())
                        .collect(Collectors.toSet()))
                .hasSize(TRACKS);
    }

    private Set<TrackId> tracks(SharedRendition rendition) {
        return store.store().find(rendition.key()).orElseThrow().manifest().tracks().stream()
                .map(RenditionTrack::id)
                .collect(Collectors.toSet());
    }

    private SharedRendition rendition(String profile) {
        return SharedRendition.of(store, source, profiles.profile(profile));
    }

    private boolean leaseOfATrackInStore() {
        return store.leaseFiles().list().stream().anyMatch(path -> path.contains("video-"));
    }

    /** Waits for the encode with this number. */
    private Scene.Encode awaitEncode(int number) {
        await("encode " + number).atMost(SOON).until(() -> scene.encodes(source).size() >= number);
        return scene.encodes(source).get(number - 1);
    }
}
