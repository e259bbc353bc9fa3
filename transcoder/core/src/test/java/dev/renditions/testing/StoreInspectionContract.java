package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every {@link InspectableStore}. */
interface StoreInspectionContract extends OpenStore {
    private InspectableStore inspectable() {
        return (InspectableStore) store();
    }

    private List<RenditionFolder> folders() {
        try (Stream<RenditionFolder> folders = inspectable().folders()) {
            return folders.toList();
        }
    }

    @Test
    default void emptyStoreHasNoFolders() {
        assertThat(folders()).isEmpty();
        assertThat(inspectable().folder(KEY).files()).isEmpty();
    }

    @Test
    default void foldersAreListedWithAllTheirFilesAndNothingElse(@TempDir Path scratch) {
        Manifest manifest = SampleRendition.of(KEY, "first", scratch).manifest();
        publish(SampleRendition.of(KEY, "first", scratch));
        RenditionKey other = new RenditionKey(ContentHash.of(new byte[] {1}), new ProfileId("poster", "0123456789ab"));
        files().write(RenditionLayout.folder(other) + "/abc/orphan.jpg", new byte[3]);
        files().write("leases/00/" + "0".repeat(64) + "/x", new byte[] {1});
        files().write(".keys/seal", new byte[] {1});
        files().write("00/" + "0".repeat(64) + "/no-profile/rendition.json", new byte[] {1});
        files().write("00/README", new byte[] {1});

        assertThat(folders()).extracting(RenditionFolder::key).containsExactlyInAnyOrder(KEY, other);
        RenditionFolder whole = inspectable().folder(KEY);
        assertThat(whole.committed()).isTrue();
        assertThat(whole.files()).hasSize(3);
        assertThat(whole.lacking(manifest)).isEmpty();
        assertThat(whole.unnamed(manifest)).isEmpty();
        RenditionFolder half = inspectable().folder(other);
        assertThat(half.committed()).isFalse();
        assertThat(half.files()).containsExactly(Map.entry("abc/orphan.jpg", 3L));
        assertThat(folders()).contains(whole, half);
    }

    @Test
    default void hashIsThatOfTheStoredBytes(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionFile main = stored.manifest().main();
        assertThat(inspectable().hash(stored, main)).contains(main.sha256());

        String path = RenditionLayout.file(stored.manifest(), main);
        files().write(path, "fiRst".getBytes(UTF_8));
        assertThat(inspectable().hash(stored, main)).contains(ContentHash.of("fiRst".getBytes(UTF_8)));

        files().delete(path);
        assertThat(inspectable().hash(stored, main)).isEmpty();
    }

    @Test
    default void removedRenditionLeavesNothing(@TempDir Path scratch) {
        Manifest manifest =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition().manifest();

        assertThat(inspectable().remove(KEY, Optional.of(manifest))).isTrue();

        assertThat(files().list()).isEmpty();
        assertThat(inspectable().remove(KEY, Optional.of(manifest))).isFalse();
    }

    @Test
    default void damagedManifestIsRemovedAndFilesStay(@TempDir Path scratch) {
        publish(SampleRendition.of(KEY, "first", scratch));
        files().write(RenditionLayout.manifest(KEY), "{".getBytes(UTF_8));

        assertThat(inspectable().remove(KEY, Optional.empty())).isTrue();

        assertThat(files().list()).hasSize(2).doesNotContain(RenditionLayout.manifest(KEY));
    }

    @Test
    default void renditionThatWasReplacedMeanwhileStays(@TempDir Path scratch) {
        Manifest before =
                SampleRendition.of(KEY, "first", scratch, Instant.EPOCH).manifest();
        StoredRendition now = publish(SampleRendition.of(KEY, "first", scratch)).rendition();

        assertThat(inspectable().remove(KEY, Optional.of(before))).isFalse();
        assertThat(inspectable().remove(KEY, Optional.empty())).isFalse();

        ObjectStore store = store();
        assertThat(store.find(KEY)).contains(now);
        assertThat(store.holds(KEY, now.location())).isTrue();
    }
}
