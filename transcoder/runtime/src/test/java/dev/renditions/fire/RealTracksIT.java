package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.testing.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Shared tracks with the real encoder: its commands are counted. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files can't be replaced while others read them")
@Timeout(240)
final class RealTracksIT {
    private static final Path FILM = Checkout.path("samples", "video-720p.mp4").toAbsolutePath();
    /** ffmpeg is unpacked once for all tests. */
    private static final Path CACHE = Checkout.target("test-cache");

    private static final Pattern VIDEO_ENCODER = Pattern.compile("'libx264'");
    private static final Pattern AUDIO_ENCODER = Pattern.compile("'-c:a(:\\d+)?' 'aac'");

    @TempDir
    private Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();
    private MemcachedServer memcached;
    private Scene scene;
    private OverlappingProfiles profiles;
    private SharedStore store;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        scene = new Scene(folder);
        scene.letEncodeAll();
        store = SharedStore.directory(scene);
        profiles = new OverlappingProfiles(scene)
                .mp4("middle", 480, 64)
                .mp4("middle-again", 480, 64)
                .mp4("middle-48", 480, 48)
                .mp4("small", 360, 64)
                .mp4("small-48", 360, 48)
                .hls("both", 64, 480, 360)
                .hls("both-48", 48, 480, 360)
                .hls("one", 64, 360)
                .written();
    }

    @AfterEach
    void stop() {
        workers.forEach(WorkerProcess::close);
        if (memcached != null) {
            memcached.close();
        }
    }

    @Test
    void eightWorkersRunOneEncoderForEachTrack() {
        startWorkers(8);

        for (int i = 0; i < workers.size(); i++) {
            workers.get(i).ask(1, profiles.names().get(i), FILM);
        }
        workers.forEach(WorkerProcess::awaitBegun);
        for (int i = 0; i < workers.size(); i++) {
            assertMade(workers.get(i).replies(), FILM, profiles.names().get(i));
        }

        List<String> tracks = scene.encodedTracks();
        long videos = tracks.stream().filter(track -> track.startsWith("video")).count();
        Figures.print("eight renditions: %s, %d and %d encoders", tracks, count(VIDEO_ENCODER), count(AUDIO_ENCODER));
        assertThat(tracks).doesNotHaveDuplicates();
        assertThat(videos).as("pictures of two sizes").isEqualTo(2);
        assertThat(count(VIDEO_ENCODER)).isEqualTo(videos);
        assertThat(count(AUDIO_ENCODER)).isEqualTo(tracks.size() - videos);
    }

    @Test
    void copiesWithOtherTagsOrInAnotherContainerAreAssembled() {
        startWorkers(1);
        WorkerProcess worker = workers.get(0);
        List<String> names = List.of("middle", "both");
        for (String name : names) {
            assertMade(worker.request(1, name, FILM), FILM, name);
        }
        long encoders = count(VIDEO_ENCODER) + count(AUDIO_ENCODER);
        assertThat(encoders).isPositive();
        Path retagged = copy("retagged.mp4", "-metadata title=again -movflags +faststart");
        Path mov = copy("wrapped.mov", "");
        memcached.flushAll();

        for (Path source : List.of(retagged, mov)) {
            for (String name : names) {
                List<Reply> replies = worker.request(1, name, source);
                assertThat(replies).extracting(Reply::outcome).containsExactly("assembled");
                assertMade(replies, source, name);
            }
        }
        assertThat(count(VIDEO_ENCODER) + count(AUDIO_ENCODER)).isEqualTo(encoders);
    }

    private void startWorkers(int count) {
        WorkerSettings settings = WorkerSettings.of(memcached.uri(), store, scene)
                .withFfmpeg(CACHE)
                .withProfiles(profiles.file());
        workers.addAll(WorkerProcess.start(count, settings, store));
    }

    private Path copy(String name, String options) {
        return TestMedia.make(folder.resolve(name), "-i file:" + FILM + " -map 0 -c copy " + options);
    }

    private void assertMade(List<Reply> replies, Path source, String profile) {
        SharedRendition rendition = SharedRendition.of(store, source, profiles.profile(profile));
        assertThat(store.store().holds(rendition.key(), rendition.location())).isTrue();
        assertThat(replies)
                .extracting(Reply::location)
                .containsExactly(rendition.location().uri().toString());
    }

    /** How often an encoder was started, by the commands of all workers. */
    private long count(Pattern encoder) {
        return workers.stream()
                .flatMap(worker -> worker.said().lines())
                .filter(line -> line.contains("ConfinedProcess - runs"))
                .mapToLong(line -> encoder.matcher(line).results().count())
                .sum();
    }
}
