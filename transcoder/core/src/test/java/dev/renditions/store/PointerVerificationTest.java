package dev.renditions.store;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.StoreException;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PointerVerificationTest {
    private static final TrackLocation HERE = new TrackLocation(KEY, "video.mp4");

    @TempDir
    private Path folder;

    private DirectoryStore store;
    private DirectoryFiles files;
    private final Map<TrackId, Optional<TrackLocation>> dangling = new HashMap<>();
    private final Map<TrackId, StoreException> unanswered = new HashMap<>();

    @BeforeEach
    void open() {
        store = new DirectoryStore(folder.resolve("store"));
        files = new DirectoryFiles(folder.resolve("store"));
        SampleRendition sample =
                SampleRendition.of(KEY, "first", folder).with(new RenditionTrack(track(0), "video.mp4", Duration.ZERO));
        store.publish(sample.manifest(), sample.folder());
        store.pointTo(track(0), HERE);
    }

    private static TrackId track(int number) {
        return new TrackId(TrackKind.VIDEO, "%064x".formatted(number));
    }

    private static RenditionKey key(int number) {
        return new RenditionKey(ContentHash.of(new byte[] {(byte) number}), KEY.profile());
    }

    private PointerVerification.Report verify(boolean repair) {
        dangling.clear();
        return new PointerVerification(store, repair).run(2, new PointerVerification.Listener() {
            @Override
            public void dangling(TrackId id, Optional<TrackLocation> location, PointerVerification.Repair repaired) {
                assertThat(repaired.equals(new PointerVerification.Repair.None()))
                        .isEqualTo(!repair);
                dangling.put(id, location);
            }

            @Override
            public void unanswered(TrackId id, StoreException why) {
                unanswered.put(id, why);
            }
        });
    }

    private void damage() {
        store.pointTo(track(1), HERE);
        TrackLocation gone = new TrackLocation(key(2), "video.mp4");
        store.pointTo(track(2), gone);
        files.write(RenditionLayout.manifest(key(3)), "{".getBytes(UTF_8));
        store.pointTo(track(3), new TrackLocation(key(3), "video.mp4"));
        files.write(RenditionLayout.manifest(key(4)), "{\"v\":2}".getBytes(UTF_8));
        store.pointTo(track(4), new TrackLocation(key(4), "video.mp4"));
        files.write(RenditionLayout.track(track(5)), "{".getBytes(UTF_8));
    }

    @Test
    void pointersThatLeadNowhereAreFound() {
        damage();

        assertThat(verify(false)).isEqualTo(new PointerVerification.Report(6, 4, 0, 0, 0));

        assertThat(dangling)
                .containsOnlyKeys(track(1), track(2), track(3), track(5))
                .containsEntry(track(1), Optional.of(HERE))
                .containsEntry(track(5), Optional.empty());
        assertThat(store.findTrack(track(2))).as("without repair").isPresent();
    }

    @Test
    void repairRemovesThemAndNothingElse() {
        damage();

        assertThat(verify(true)).isEqualTo(new PointerVerification.Report(6, 4, 0, 4, 0));

        try (Stream<TrackId> left = store.trackIds()) {
            assertThat(left).containsExactlyInAnyOrder(track(0), track(4));
        }
        assertThat(verify(true)).isEqualTo(new PointerVerification.Report(2, 0, 0, 0, 0));
        assertThat(store.find(KEY)).isPresent();
    }

    @Test
    void repairMakesThemLeadToARenditionWithTheTrack() {
        damage();
        publish(key(7), track(1), track(2));
        publish(key(8), track(5));

        assertThat(verify(true)).isEqualTo(new PointerVerification.Report(6, 4, 3, 1, 0));

        assertThat(store.findTrack(track(1))).contains(new TrackLocation(key(7), "video.mp4"));
        assertThat(store.findTrack(track(2))).contains(new TrackLocation(key(7), "video.mp4"));
        assertThat(store.findTrack(track(5))).contains(new TrackLocation(key(8), "video.mp4"));
        assertThat(store.findTrack(track(3))).isEmpty();
        assertThat(verify(true)).isEqualTo(new PointerVerification.Report(5, 0, 0, 0, 0));
    }

    private void publish(RenditionKey key, TrackId... tracks) {
        RenditionTrack[] listed = Stream.of(tracks)
                .map(track -> new RenditionTrack(track, "video.mp4", Duration.ZERO))
                .toArray(RenditionTrack[]::new);
        SampleRendition sample = SampleRendition.of(key, "of " + key, folder).with(listed);
        store.publish(sample.manifest(), sample.folder());
    }

    @Test
    void pointerWithoutAnAnswerIsSkipped() throws IOException {
        Path manifest = folder.resolve("store").resolve(RenditionLayout.manifest(key(6)));
        Files.createDirectories(manifest.getParent());
        Files.createSymbolicLink(manifest, manifest);
        store.pointTo(track(6), new TrackLocation(key(6), "video.mp4"));

        assertThat(verify(true)).isEqualTo(new PointerVerification.Report(2, 0, 0, 0, 1));

        assertThat(unanswered).containsOnlyKeys(track(6));
        assertThat(store.findTrack(track(6))).isPresent();
    }

    @Test
    void storeThatDoesNotAnswerEndsTheVerification() throws IOException {
        Path manifest = folder.resolve("store").resolve(RenditionLayout.manifest(key(6)));
        Files.createDirectories(manifest.getParent());
        Files.createSymbolicLink(manifest, manifest);
        for (int i = 10; i < 70; i++) {
            store.pointTo(track(i), new TrackLocation(key(6), "video.mp4"));
        }
        store.pointTo(track(0), new TrackLocation(key(6), "video.mp4"));

        assertThatThrownBy(() -> verify(true)).isInstanceOf(StoreException.class);
    }
}
