package dev.renditions.directory;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.ObjectStore;
import dev.renditions.ObjectStore.Publication;
import dev.renditions.StoreException;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.testing.ObjectStoreContract;
import dev.renditions.testing.SampleRendition;
import dev.renditions.testing.StoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreTest implements ObjectStoreContract {
    @TempDir
    Path folder;

    private Path root;
    private ObjectStore store;

    @BeforeEach
    void open() {
        root = folder.resolve("the store");
        store = new DirectoryStore(root);
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public StoredFiles files() {
        return new DirectoryFiles(root);
    }

    @Test
    void openingMakesNothing() {
        assertThat(root).doesNotExist();
    }

    @Test
    void locationIsAFileUriWithAnEmptyHost(@TempDir Path scratch) {
        Publication published = publish(store, scratch);

        String uri = published.rendition().location().uri().toString();
        assertThat(uri).startsWith("file:///").contains("the%20store/");
        assertThat(Path.of(published.rendition().location().uri())).hasContent("first");
    }

    @Test
    void rootMayHaveAnyName(@TempDir Path scratch) {
        ObjectStore odd = new DirectoryStore(folder.resolve("-a %2F+#?;\n'\"b"));

        Publication published = publish(odd, scratch);

        assertThat(odd.find(KEY)).contains(published.rendition());
        assertThat(odd.holds(KEY, published.rendition().location())).isTrue();
    }

    @Test
    void publishingLeavesNothingBehind(@TempDir Path scratch) throws IOException {
        publish(store, scratch);
        publish(store, scratch);

        try (Stream<Path> left = Files.list(root.resolve(".incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void failedPublishLeavesNothingBehind(@TempDir Path scratch) throws IOException {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        Files.delete(sample.folder().resolve("extra/notes_1.txt"));

        assertThatThrownBy(() -> store.publish(sample.manifest(), sample.folder()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no ")
                .hasMessageContaining("notes_1.txt");

        assertThat(files().list()).isEmpty();
        try (Stream<Path> left = Files.list(root.resolve(".incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void leftoversOfTheDeadAreDeletedAfterADay() throws IOException {
        Path incoming = Files.createDirectories(root.resolve(".incoming"));
        Path old = Files.createDirectories(incoming.resolve("old"));
        Files.writeString(old.resolve("half.mp4"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path young = Files.createDirectories(incoming.resolve("young"));
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofHours(23))));

        ObjectStore reopened = new DirectoryStore(root);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(reopened.find(KEY)).isEmpty();
    }

    @Test
    void fileInPlaceOfTheRootIsNoPassingFailure(@TempDir Path scratch) throws IOException {
        Files.writeString(root, "a file");

        assertThatThrownBy(() -> publish(store, scratch))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isFalse())
                .hasMessageContaining("a file is in the way");
    }

    @Test
    void rootMayBeALinkToAFolder(@TempDir Path scratch) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(root));
        ObjectStore linked = new DirectoryStore(link);

        Publication published = publish(linked, scratch);

        assertThat(store.find(KEY))
                .map(r -> r.manifest())
                .contains(published.rendition().manifest());
        assertThat(linked.holds(KEY, published.rendition().location())).isTrue();
    }

    @Test
    void secondStoreInTheSameFolderFindsWhatTheFirstPublished(@TempDir Path scratch) {
        Publication published = publish(store, scratch);

        assertThat(new DirectoryStore(root).find(KEY)).contains(published.rendition());
    }

    private static Publication publish(ObjectStore store, Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        return store.publish(sample.manifest(), sample.folder());
    }
}
