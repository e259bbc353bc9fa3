package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.SegmentId;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.testing.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A film of ten minutes that several processes are asked for, with the real encoder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@Timeout(240)
final class LongFilmIT {
    private static final Path CACHE = Checkout.target("test-cache");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int WORKERS = 3;
    private static final int FRAMES = 6000;

    /** Of 44 seconds each: whole GOPs of four seconds. */
    private static final int SEGMENTS = 14;

    @TempDir
    private Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();
    private MemcachedServer memcached;
    private Scene scene;
    private OverlappingProfiles profiles;
    private SharedStore store;
    private Path film;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        scene = new Scene(folder);
        scene.letEncodeAll();
        store = SharedStore.directory(scene);
        profiles = new OverlappingProfiles(scene)
                .mp4("film", 180, 64)
                .mp4("film-48", 180, 48)
                .hls("package", 64, 180)
                .written();
        film = TestMedia.make(
                folder.resolve("film.mp4"),
                "-f lavfi -i testsrc2=s=320x180:r=10:d=600 -f lavfi -i sine=f=440:d=600 -c:v libx264 -preset ultrafast"
                        + " -g 100 -bf 2 -c:a aac -b:a 32k -shortest");
    }

    @AfterEach
    void stop() {
        workers.forEach(WorkerProcess::close);
        if (memcached != null) {
            memcached.close();
        }
    }

    /** One of them waits for the rendition of the first, the other for its video track. */
    @ParameterizedTest
    @EnumSource
    void processesShareTheSegmentsOfAFilm(SharedStore.Kind kind) {
        store = SharedStore.of(kind, scene);
        scene.letSegmentsBegin(WORKERS);
        startWorkers(WORKERS);

        workers.get(0).ask(1, "film", film);
        workers.get(1).ask(1, "film", film);
        workers.get(2).ask(1, "package", film);
        workers.forEach(WorkerProcess::awaitBegun);
        List<List<Reply>> replies = workers.stream().map(WorkerProcess::replies).toList();

        Map<Long, Long> made = scene.encodedSegments().stream()
                .collect(Collectors.groupingBy(Scene.EncodedSegment::pid, Collectors.counting()));
        Figures.print("segments of one film by process: %s", made.values());
        assertThat(names()).hasSize(SEGMENTS).doesNotHaveDuplicates();
        assertThat(made).as("each process makes some").hasSize(WORKERS);
        assertMade(replies.get(0), "film");
        assertMade(replies.get(1), "film");
        assertMade(replies.get(2), "package");
        assertThat(segmentsInStore()).isEmpty();
        if (kind == SharedStore.Kind.DIRECTORY) {
            assertThat(frames("film")).isEqualTo(FRAMES);
        }
    }

    @Test
    void repeatAfterAKillOfAllEncodesOnlyWhatIsMissing() {
        startWorkers(2);
        workers.get(0).ask(1, "film", film);
        workers.get(1).ask(1, "film", film);
        await("some segments").atMost(SOON).until(() -> segmentsInStore().size() >= 4);
        workers.forEach(WorkerProcess::kill);
        workers.forEach(WorkerProcess::close);
        Set<String> kept = new HashSet<>(segmentsInStore());
        long before = names().size();

        WorkerProcess again = startWorker();
        List<Reply> replies = again.request(1, "film", film);

        List<String> later = names().subList((int) before, names().size());
        Figures.print("after a kill of all: %d segments kept, %d made", kept.size(), later.size());
        assertMade(replies, "film");
        assertThat(later).doesNotHaveDuplicates().hasSize(SEGMENTS - kept.size());
        assertThat(frames("film")).isEqualTo(FRAMES);
    }

    /** The holder of the track is killed: the other one has helped, and joins. */
    @Test
    void killedHolderLosesOneSegment() {
        // Alone, the holder may be done before the other one begins to help.
        scene.letSegmentsBegin(2);
        startWorkers(2);
        workers.get(0).ask(1, "film", film);
        await("the holder").atMost(SOON).until(() -> scene.segmentWorkers() == 1);
        workers.get(1).ask(1, "film-48", film);
        workers.get(1).awaitBegun();
        await("a segment of the other")
                .atMost(SOON)
                .until(() -> scene.encodedSegments().stream()
                        .anyMatch(segment -> segment.pid() == workers.get(1).pid()));

        workers.get(0).kill();

        List<Reply> replies = workers.get(1).replies();
        assertMade(replies, "film-48");
        assertThat(new HashSet<>(names())).hasSize(SEGMENTS);
        assertThat(names().size()).as("at most one was lost").isLessThanOrEqualTo(SEGMENTS + 1);
        assertThat(frames("film-48")).isEqualTo(FRAMES);
    }

    private void startWorkers(int count) {
        workers.addAll(WorkerProcess.start(count, settings(), store));
    }

    private WorkerProcess startWorker() {
        workers.addAll(WorkerProcess.start(1, settings(), store));
        return workers.get(workers.size() - 1);
    }

    private WorkerSettings settings() {
        return WorkerSettings.of(memcached.uri(), store, scene)
                .withFfmpeg(CACHE)
                .withLease(Duration.ofSeconds(3))
                .withProfiles(profiles.file());
    }

    private List<String> names() {
        return scene.encodedSegments().stream().map(Scene.EncodedSegment::name).toList();
    }

    private List<String> segmentsInStore() {
        try (Stream<SegmentId> ids = store.store().segments().ids()) {
            return ids.map(id -> id.firstFrame() + "-" + id.endFrame()).toList();
        }
    }

    private long frames(String profile) {
        SharedRendition rendition = SharedRendition.of(store, film, profiles.profile(profile));
        JsonNode streams = TestMedia.look(Path.of(rendition.location().uri()), "-select_streams", "v", "-count_packets")
                .path("streams");
        return streams.path(0).path("nb_read_packets").asLong();
    }

    private void assertMade(List<Reply> replies, String profile) {
        SharedRendition rendition = SharedRendition.of(store, film, profiles.profile(profile));
        assertThat(store.store().holds(rendition.key(), rendition.location())).isTrue();
        assertThat(replies)
                .extracting(Reply::location)
                .containsExactly(rendition.location().uri().toString());
    }
}
