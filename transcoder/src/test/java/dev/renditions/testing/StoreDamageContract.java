package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.Manifest;
import dev.renditions.ObjectStore;
import dev.renditions.ObjectStore.Publication;
import dev.renditions.RenditionFile;
import dev.renditions.StoreException;
import dev.renditions.StoredRendition;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} does where files are lost, damaged or not what they are said to be. */
interface StoreDamageContract extends OpenStore {
    @Test
    default void whatIsNotAsItsManifestSaysIsNotRead(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionFile main = stored.manifest().main();
        RenditionFile longer = new RenditionFile(main.name(), main.mediaType(), 6, main.sha256());
        RenditionFile absent = new RenditionFile("absent.txt", main.mediaType(), 5, main.sha256());
        RenditionFile huge =
                new RenditionFile(main.name(), main.mediaType(), ObjectStore.MOST_READ + 1L, main.sha256());

        for (RenditionFile file : List.of(longer, absent, huge)) {
            assertThatThrownBy(() -> store().read(stored, file)).isInstanceOf(StoreException.class);
        }
    }

    @Test
    default void unreadableManifestIsAnErrorNotAbsence(@TempDir Path scratch) {
        files().write(RenditionLayout.manifest(KEY), "{\"v\":1".getBytes(UTF_8));

        assertThatThrownBy(() -> store().find(KEY))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(RenditionLayout.manifest(KEY))
                .hasMessageContaining("delete that one object");
        assertThatThrownBy(() -> publish(SampleRendition.of(KEY, "first", scratch)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(RenditionLayout.manifest(KEY));
        assertThat(files().read(RenditionLayout.manifest(KEY))).isEqualTo("{\"v\":1".getBytes(UTF_8));
    }

    @Test
    default void renditionThatLostItsMainFileIsReplacedByOtherBytes(@TempDir Path scratch) {
        Manifest lost =
                publish(SampleRendition.of(KEY, "lost", scratch)).rendition().manifest();
        files().delete(RenditionLayout.file(lost, lost.main()));

        Publication anew = publish(SampleRendition.of(KEY, "made anew", scratch));

        assertThat(anew.ours()).isTrue();
        assertThat(store().find(KEY)).contains(anew.rendition());
        assertThat(store().holds(KEY, anew.rendition().location())).isTrue();
    }

    @Test
    default void renditionThatLostItsMainFileIsMendedByTheSameBytes(@TempDir Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "lost", scratch);
        RenditionLocation location = publish(sample).rendition().location();
        files().delete(RenditionLayout.file(sample.manifest(), sample.manifest().main()));

        publish(SampleRendition.of(KEY, "lost", scratch, Instant.parse("2026-04-01T00:00:00Z")));

        assertThat(store().holds(KEY, location)).isTrue();
        assertThat(files().list()).isEqualTo(OpenStore.pathsOf(sample.manifest()));
    }

    @Test
    default void fileThatIsNotWhatItsManifestSaysIsNotPublished(@TempDir Path scratch) throws IOException {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        Files.writeString(sample.folder().resolve("video.mp4"), "fiRst");

        assertThatThrownBy(() -> publish(sample)).isInstanceOf(StoreException.class);

        assertThat(store().find(KEY)).isEmpty();
        assertThat(files().list()).doesNotContain(RenditionLayout.manifest(KEY));
    }

    @Test
    default void fileOfAnotherSizeIsNotPublished(@TempDir Path scratch) throws IOException {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        Files.writeString(sample.folder().resolve("extra/notes_1.txt"), "cut");

        assertThatThrownBy(() -> publish(sample)).isInstanceOf(StoreException.class);

        assertThat(store().find(KEY)).isEmpty();
    }

    @Test
    default void interruptedPublisherIsCancelledAndPublishesNothing(@TempDir Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> publish(sample)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        assertThat(store().find(KEY)).isEmpty();
    }
}
