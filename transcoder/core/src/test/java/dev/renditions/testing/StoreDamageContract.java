package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.Publication;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every {@link ObjectStore} for files that are lost, damaged or different from their manifest. */
interface StoreDamageContract extends OpenStore {
    @Test
    default void fileThatDiffersFromItsManifestIsNotRead(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionFile main = stored.manifest().main();
        RenditionFile longer = new RenditionFile(main.name(), main.mediaType(), 6, main.sha256());
        RenditionFile absent = new RenditionFile("absent.txt", main.mediaType(), 5, main.sha256());
        RenditionFile huge =
                new RenditionFile(main.name(), main.mediaType(), ObjectStore.MAX_READ_BYTES + 1L, main.sha256());

        for (RenditionFile file : List.of(longer, absent, huge)) {
            assertThatThrownBy(() -> store().read(stored, file)).isInstanceOf(StoreException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"v\":1", "{}", "garbage", "{\"v\":0}", "{\"v\":1,\"contentHash\":\"00\"}"})
    default void damagedManifestIsAMissAndIsReplaced(String damaged, @TempDir Path scratch) {
        files().write(RenditionLayout.manifest(KEY), damaged.getBytes(UTF_8));

        assertThat(store().find(KEY)).isEmpty();
        assertThatThrownBy(() -> store().examine(KEY))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED_MANIFEST))
                .hasMessageContaining(RenditionLayout.manifest(KEY));
        Publication anew = publish(SampleRendition.of(KEY, "made anew", scratch));

        assertThat(anew.ours()).isTrue();
        assertThat(store().find(KEY)).contains(anew.rendition());
        assertThat(store().holds(KEY, anew.rendition().location())).isTrue();
    }

    @Test
    default void manifestOfAnotherRenditionIsAMissAndIsReplaced(@TempDir Path scratch) {
        RenditionKey other = new RenditionKey(KEY.content(), new ProfileId("mp4-720p", "0123456789ab"));
        publish(SampleRendition.of(other, "other", scratch));
        files().write(RenditionLayout.manifest(KEY), files().read(RenditionLayout.manifest(other)));

        assertThat(store().find(KEY)).isEmpty();
        assertThat(publish(SampleRendition.of(KEY, "ours", scratch)).ours()).isTrue();
        assertThat(store().find(KEY)).isPresent();
    }

    @Test
    default void manifestOfANewerVersionIsAnErrorAndStays(@TempDir Path scratch) {
        byte[] newer = "{\"v\":2,\"chapters\":[]}".getBytes(UTF_8);
        files().write(RenditionLayout.manifest(KEY), newer);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> store().find(KEY), () -> publish(SampleRendition.of(KEY, "first", scratch)))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NEWER_MANIFEST))
                    .hasMessageContaining("it has version 2");
        }
        assertThat(files().read(RenditionLayout.manifest(KEY))).isEqualTo(newer);
    }

    @Test
    default void packageThatLostAnyFileIsNotHeldAndIsReplaced(@TempDir Path scratch) {
        Manifest lost =
                publish(SampleRendition.of(KEY, "lost", scratch)).rendition().manifest();
        RenditionLocation location = store().find(KEY).orElseThrow().location();
        assertThat(store().holds(KEY, location)).isTrue();
        files().delete(RenditionLayout.file(lost, lost.files().get(1)));

        assertThat(store().holds(KEY, location)).isFalse();
        Publication anew = publish(SampleRendition.of(KEY, "made anew", scratch));

        assertThat(anew.ours()).isTrue();
        assertThat(store().find(KEY)).contains(anew.rendition());
        assertThat(store().holds(KEY, anew.rendition().location())).isTrue();
    }

    @Test
    default void packageThatGetsALostFileAgainIsMended(@TempDir Path scratch) {
        StoredRendition first =
                publish(SampleRendition.of(KEY, "same", scratch)).rendition();
        Manifest manifest = first.manifest();
        files().delete(RenditionLayout.file(manifest, manifest.files().get(1)));
        SampleRendition later = SampleRendition.of(KEY, "same", scratch, Instant.parse("2026-04-01T00:00:00Z"));

        assertThat(publish(later)).isEqualTo(new Publication(first, false, true));
        assertThat(store().holds(KEY, first.location())).isTrue();
    }

    @Test
    default void packageWithAShortFileIsNotHeldWhateverTheTotalSizeIs(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionFile notes = stored.manifest().files().get(1);
        String path = RenditionLayout.file(stored.manifest(), notes);
        files().write(path, "notes on i".getBytes(UTF_8));

        assertThat(store().holds(KEY, stored.location())).isFalse();

        files().write(path.replace("notes_1", "notes_2"), "t".getBytes(UTF_8));
        assertThat(store().holds(KEY, stored.location())).isFalse();
        publish(SampleRendition.of(KEY, "first", scratch, Instant.parse("2026-04-01T00:00:00Z")));
        assertThat(files().read(path)).isEqualTo("notes on it".getBytes(UTF_8));
    }

    @Test
    default void packageWhoseManifestIsGoneIsNotHeld(@TempDir Path scratch) {
        RenditionLocation location =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition().location();
        files().delete(RenditionLayout.manifest(KEY));

        assertThat(store().holds(KEY, location)).isFalse();
    }

    @Test
    default void entryOfAnEarlierVersionIsCheckedByItsTotalSize(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionLocation of = stored.location();
        RenditionLocation earlier =
                new RenditionLocation(of.uri(), of.mediaType(), of.bytes(), of.allBytes(), of.encodeTime());

        assertThat(earlier).isNotEqualTo(of);
        assertThat(store().holds(KEY, earlier)).isTrue();
        files().delete(RenditionLayout.file(
                stored.manifest(), stored.manifest().files().get(1)));
        assertThat(store().holds(KEY, earlier)).isFalse();
    }

    @Test
    default void desktopFilesInFoldersBreakNothing(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        files().write(RenditionLayout.files(stored.manifest()) + "/.DS_Store", new byte[] {1});

        assertThat(store().holds(KEY, stored.location())).isTrue();
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
    default void fileThatDiffersFromItsManifestIsNotPublished(@TempDir Path scratch) throws IOException {
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
