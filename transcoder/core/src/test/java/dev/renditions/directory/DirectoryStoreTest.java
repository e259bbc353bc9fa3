package dev.renditions.directory;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.Publication;
import dev.renditions.api.StoreException;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.testing.ObjectStoreContract;
import dev.renditions.testing.SampleRendition;
import dev.renditions.testing.StoredFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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
    void linkIsNotPublishedAsAFile() throws IOException {
        SampleRendition rendition = SampleRendition.of(KEY, "first", Files.createDirectory(folder.resolve("job")));
        Path file =
                rendition.folder().resolve(rendition.manifest().files().get(0).name());
        Path outside = Files.move(file, folder.resolve("outside"));
        Files.createSymbolicLink(file, outside);
        assertThatThrownBy(() -> store.publish(rendition.manifest(), rendition.folder()))
                .isInstanceOf(StoreException.class);
        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void openingCreatesNothing() {
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
                .hasMessageContaining("notes_1.txt' does not exist");

        assertThat(files().list()).isEmpty();
        try (Stream<Path> left = Files.list(root.resolve(".incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void leftoversOfCrashedProcessesAreDeletedAfterADay() throws IOException {
        Path incoming = Files.createDirectories(root.resolve(".incoming"));
        Path old = Files.createDirectories(incoming.resolve(UUID.randomUUID().toString()));
        Files.writeString(old.resolve("half.mp4"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path young = Files.createDirectories(incoming.resolve(UUID.randomUUID().toString()));
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofHours(23))));

        ObjectStore reopened = new DirectoryStore(root);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(reopened.find(KEY)).isEmpty();
    }

    @Test
    void fileInPlaceOfTheRootIsAPermanentFailure(@TempDir Path scratch) throws IOException {
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

    @Test
    void keysAreReadLazily() throws IOException {
        writeManifests(300);
        try (Stream<RenditionKey> keys = store.keys()) {
            Iterator<RenditionKey> left = keys.iterator();
            RenditionKey first = left.next();
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(each -> !each.endsWith(first.content().hex().substring(0, 2)))
                        .forEach(DirectoryStoreTest::delete);
            }
            int seen = 1;
            while (left.hasNext()) {
                left.next();
                seen++;
            }
            assertThat(seen).as("keys, without those of deleted folders").isLessThan(300);
        }
    }

    @Test
    void closingTheKeysEarlyLeavesNoFolderOpen() throws IOException {
        Path open = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(open), "this system has no /proc/self/fd");
        writeManifests(3);
        Stream<RenditionKey> keys = store.keys();
        keys.iterator().next();
        assertThat(openBeneath(root, open)).isPositive();

        keys.close();

        assertThat(openBeneath(root, open)).isZero();
    }

    @Test
    void folderThatCannotBeListedIsAnErrorNotAbsence() throws IOException {
        Path here = Files.createDirectories(root);
        Files.createSymbolicLink(here.resolve("00"), Path.of("00"));

        assertThatThrownBy(() -> store.keys().toList())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("can't be listed");
    }

    private void writeManifests(int count) {
        for (int i = 0; i < count; i++) {
            ContentHash content = ContentHash.of(("source " + i).getBytes(StandardCharsets.UTF_8));
            files().write(RenditionLayout.manifest(new RenditionKey(content, KEY.profile())), new byte[] {'{'});
        }
    }

    private static long openBeneath(Path root, Path open) throws IOException {
        try (Stream<Path> links = Files.list(open)) {
            return links.filter(link -> {
                        try {
                            return Files.readSymbolicLink(link).startsWith(root.toRealPath());
                        } catch (IOException e) {
                            // Closed in the meantime.
                            return false;
                        }
                    })
                    .count();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Publication publish(ObjectStore store, Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        return store.publish(sample.manifest(), sample.folder());
    }
}
