package dev.renditions.directory;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.IndexSecret;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that a malicious user creates in a store's folder, to be followed by the processes of other users. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
final class PlantedLinksTest {
    private static final Duration TTL = Duration.ofSeconds(26);
    private static final TrackId TRACK =
            new TrackId(TrackKind.VIDEO, KEY.content().hex());
    private static final String LEASE = KEY.content().hex() + "-" + KEY.profile();

    @TempDir
    private Path temp;

    private Path root;
    private Path others;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(temp.resolve("store"));
        others = Files.createDirectory(temp.resolve("private"));
    }

    private static Path old(Path path) throws IOException {
        return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    }

    /** Creates a folder with a file. The folder is as old as those that crashed processes leave. */
    private static Path oldFolder(Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve("canary"), "mine");
        return old(folder);
    }

    @Test
    void linkInPlaceOfTheDraftsFolderRedirectsNoDeletion() throws IOException {
        Path folder = oldFolder(others.resolve(UUID.randomUUID().toString()));
        Path file = old(Files.writeString(others.resolve("file"), "mine"));
        Files.createSymbolicLink(root.resolve(".incoming"), others);
        new DirectoryStore(root).close();
        assertThat(folder.resolve("canary")).exists();
        assertThat(file).exists();
    }

    @Test
    void nothingIsWrittenThroughALinkInPlaceOfTheDraftsFolder() throws IOException {
        Files.createSymbolicLink(root.resolve(".incoming"), others);
        SampleRendition rendition = SampleRendition.of(KEY, "first", Files.createDirectory(temp.resolve("job")));
        try (DirectoryStore store = new DirectoryStore(root)) {
            assertThatThrownBy(() -> store.publish(rendition.manifest(), rendition.folder()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(root.resolve(".incoming") + " is a link");
        }
        assertThat(others).isEmptyDirectory();
    }

    @Test
    void onlyDraftsAreDeletedInTheDraftsFolder() throws IOException {
        Path incoming = Files.createDirectory(root.resolve(".incoming"));
        Path draft = oldFolder(incoming.resolve(UUID.randomUUID().toString()));
        Path other = oldFolder(incoming.resolve("letters"));
        new DirectoryStore(root).close();
        assertThat(draft).doesNotExist();
        assertThat(other.resolve("canary")).exists();
    }

    @Test
    void linkInPlaceOfTheLeasesFolderIsNotFollowed() throws IOException {
        Path lease = old(Files.writeString(others.resolve(LEASE), "mine"));
        Files.createSymbolicLink(root.resolve(".leases"), others);
        try (StoreLeases leases = new DirectoryLeases(root)) {
            assertThat(lease).hasContent("mine");
            assertThatThrownBy(() -> leases.tryTake(KEY, TTL))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(root.resolve(".leases") + " is a link");
        }
        try (Stream<Path> files = Files.list(others)) {
            assertThat(files).containsExactly(lease);
        }
    }

    @Test
    void onlyLeasesAreDeletedInTheLeasesFolder() throws IOException {
        Path folder = Files.createDirectory(root.resolve(".leases"));
        Path lease = old(Files.writeString(folder.resolve(LEASE), "{}"));
        Path ofATrack = old(Files.writeString(folder.resolve(TRACK.toString()), "{}"));
        Path file = old(Files.writeString(folder.resolve("letter"), "mine"));
        Path inner = oldFolder(folder.resolve("a".repeat(64) + "-audio-" + "b".repeat(12)));
        new DirectoryLeases(root).close();
        assertThat(lease).doesNotExist();
        assertThat(ofATrack).doesNotExist();
        assertThat(file).exists();
        assertThat(inner.resolve("canary")).exists();
    }

    /** An unreadable lease is taken over after a while. Through a link, that would overwrite another file. */
    @Test
    void linkInPlaceOfALeaseIsNotWrittenThrough() throws IOException {
        Path victim = Files.writeString(others.resolve("profile"), "mine");
        Files.createSymbolicLink(Files.createDirectory(root.resolve(".leases")).resolve(LEASE), victim);
        AtomicLong time = new AtomicLong();
        try (StoreLeases leases = new DirectoryLeases(root, time::get)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> leases.tryTake(KEY, TTL)).isInstanceOf(StoreException.class);
                time.addAndGet(TTL.multipliedBy(2).toNanos());
            }
        }
        assertThat(victim).hasContent("mine");
    }

    @Test
    void linkInPlaceOfALockCreatesNoFileElsewhere() throws IOException {
        Path victim = others.resolve("nologin");
        Files.createSymbolicLink(Files.createDirectory(root.resolve(".leases")).resolve("locks"), victim);
        Files.createSymbolicLink(root.resolve(".lock"), victim);
        try (StoreLeases leases = new DirectoryLeases(root)) {
            assertThatThrownBy(() -> leases.tryTake(KEY, TTL)).isInstanceOf(StoreException.class);
        }
        Path written = Files.writeString(temp.resolve("written"), "new");
        Commit commit = new Commit(root.resolve(".lock"), Files::createLink);
        assertThatThrownBy(() -> commit.replace(new byte[0], written, temp.resolve("target")))
                .isInstanceOf(IOException.class);
        assertThat(victim).doesNotExist();
    }

    /** Each folder on the way to a rendition, and the file itself, may be a link. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nothingIsReadThroughALinkOnTheWayToARendition(int depth) throws IOException {
        SampleRendition rendition = SampleRendition.of(KEY, "first", Files.createDirectory(temp.resolve("job")));
        RenditionFile file = rendition.manifest().files().get(0);
        try (DirectoryStore store = new DirectoryStore(root)) {
            StoredRendition stored =
                    store.publish(rendition.manifest(), rendition.folder()).rendition();
            Path step = root.resolve(
                    Path.of(RenditionLayout.file(rendition.manifest(), file)).subpath(0, depth));
            Path elsewhere = Files.move(step, others.resolve("moved"));
            Files.createSymbolicLink(step, elsewhere);

            assertThatThrownBy(() -> store.read(stored, file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(step + " is a link");
            assertThatThrownBy(() -> store.hash(stored, file)).isInstanceOf(StoreException.class);
            assertThat(holds(store, stored)).isFalse();
            if (depth <= 3) {
                assertThatThrownBy(() -> store.find(KEY)).isInstanceOf(StoreException.class);
                assertThatThrownBy(() -> store.folder(KEY)).isInstanceOf(StoreException.class);
            }
        }
    }

    private static boolean holds(DirectoryStore store, StoredRendition stored) {
        try {
            return store.holds(KEY, stored.location());
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void manifestThatIsALinkIsNotRead() throws IOException {
        SampleRendition rendition = SampleRendition.of(KEY, "first", Files.createDirectory(temp.resolve("job")));
        try (DirectoryStore store = new DirectoryStore(root)) {
            store.publish(rendition.manifest(), rendition.folder());
            Path manifest = root.resolve(RenditionLayout.manifest(KEY));
            Files.createSymbolicLink(manifest, Files.move(manifest, others.resolve("manifest")));

            assertThatThrownBy(() -> store.find(KEY)).isInstanceOf(StoreException.class);
            try (Stream<RenditionKey> keys = store.keys()) {
                assertThat(keys).isEmpty();
            }
        }
    }

    /** Each folder on the way to a pointer, and the pointer itself, may be a link. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noPointerIsReadOrWrittenThroughALink(int depth) throws IOException {
        TrackLocation location = new TrackLocation(KEY, "video.mp4");
        try (DirectoryStore store = new DirectoryStore(root)) {
            store.pointTo(TRACK, location);
            Path step = root.resolve(Path.of(RenditionLayout.track(TRACK)).subpath(0, depth));
            Path elsewhere = Files.move(step, others.resolve("moved"));
            Files.createSymbolicLink(step, elsewhere);
            FileTime before = Files.getLastModifiedTime(elsewhere);

            assertThatThrownBy(() -> store.findTrack(TRACK))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(step + " is a link");
            assertThatThrownBy(() -> store.pointTo(TRACK, location)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.removePointer(TRACK, Optional.of(location)))
                    .isInstanceOf(StoreException.class);
            assertThat(elsewhere).exists();
            assertThat(Files.getLastModifiedTime(elsewhere)).isEqualTo(before);
            if (depth < 3) {
                assertThatThrownBy(() -> store.trackIds().toList()).isInstanceOf(StoreException.class);
            }
        }
    }

    @Test
    void nothingIsFetchedThroughALinkOrIntoOne() throws IOException {
        SampleRendition rendition = SampleRendition.of(KEY, "first", Files.createDirectory(temp.resolve("job")));
        RenditionFile file = rendition.manifest().main();
        try (DirectoryStore store = new DirectoryStore(root)) {
            StoredRendition stored =
                    store.publish(rendition.manifest(), rendition.folder()).rendition();
            Path victim = others.resolve("victim");
            Path planted = Files.createSymbolicLink(temp.resolve("copy"), victim);
            assertThatThrownBy(() -> store.fetch(stored, file, planted, Duration.ofMinutes(1)))
                    .isInstanceOf(StoreException.class);
            assertThat(victim).doesNotExist();
            assertThat(planted).isSymbolicLink();

            Path main = root.resolve(RenditionLayout.file(rendition.manifest(), file));
            Files.createSymbolicLink(main, Files.move(main, others.resolve("moved")));
            Path target = temp.resolve("another");
            assertThatThrownBy(() -> store.fetch(stored, file, target, Duration.ofMinutes(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(main + " is a link");
            assertThat(target).doesNotExist();
        }
    }

    /** The link exists before the publication, without a race. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void nothingIsPublishedThroughALink(int depth) throws IOException {
        SampleRendition rendition = SampleRendition.of(KEY, "first", Files.createDirectory(temp.resolve("job")));
        Path step = root.resolve(
                Path.of(RenditionLayout.files(rendition.manifest())).subpath(0, depth));
        Files.createDirectories(step.getParent());
        Files.createSymbolicLink(step, others);
        try (DirectoryStore store = new DirectoryStore(root)) {
            assertThatThrownBy(() -> store.publish(rendition.manifest(), rendition.folder()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(step + " is a link");
        }
        assertThat(others).isEmptyDirectory();
    }

    @Test
    void linkInPlaceOfTheIndexKeyIsNotRead() throws IOException {
        Path secret = Files.writeString(others.resolve("secret"), "A".repeat(43));
        Files.createSymbolicLink(root.resolve(IndexSecret.NAME), secret);
        assertThatThrownBy(() -> new DirectoryIndexKey(root).read(Optional.empty()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(root.resolve(IndexSecret.NAME) + " is a link");
    }
}
