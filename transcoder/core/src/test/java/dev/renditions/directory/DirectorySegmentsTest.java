package dev.renditions.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.StoreException;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments in a folder: their age, their readers, and links that others plant. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions and links differ there")
final class DirectorySegmentsTest {
    private static final TrackId TRACK = new TrackId(TrackKind.VIDEO, "ab".repeat(32));
    private static final SegmentId SEGMENT = new SegmentId(TRACK, 0, 1350);

    @TempDir
    private Path temp;

    private Path root;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(temp.resolve("store"));
        file = Files.writeString(temp.resolve("file"), "one");
    }

    @Test
    void segmentsOfATrackThatGotNoneForAWeekAreDeletedWhenTheStoreIsOpened() throws IOException {
        SegmentId recent = new SegmentId(new TrackId(TrackKind.VIDEO, "cd".repeat(32)), 0, 1350);
        try (DirectoryStore store = new DirectoryStore(root)) {
            store.segments().publish(SEGMENT, file);
            store.segments().publish(recent, file);
        }
        age(RenditionLayout.segments(TRACK), SegmentStore.KEPT.plusHours(1));
        age(RenditionLayout.segments(recent.track()), SegmentStore.KEPT.minusHours(1));
        Path letter = Files.createDirectory(root.resolve("segments/ab/letters"));
        age("segments/ab/letters", SegmentStore.KEPT.plusHours(1));

        try (DirectoryStore store = new DirectoryStore(root)) {
            assertThat(store.segments().ids()).containsExactly(recent);
        }
        assertThat(root.resolve(RenditionLayout.segments(TRACK))).doesNotExist();
        assertThat(letter).exists();
    }

    private void age(String folder, Duration by) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(folder), FileTime.from(Instant.now().minus(by)));
    }

    @Test
    void onlyTheOwnerMayReadSegments() throws IOException {
        try (DirectoryStore store = new DirectoryStore(root, StoreReaders.ALL)) {
            store.segments().publish(SEGMENT, file);
        }
        Path stored = root.resolve(RenditionLayout.segment(SEGMENT));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void publishingLeavesNoDraft() {
        try (DirectoryStore store = new DirectoryStore(root)) {
            store.segments().publish(SEGMENT, file);
            store.segments().publish(SEGMENT, file);
            assertThatThrownBy(() -> store.segments().publish(SEGMENT, temp.resolve("none")))
                    .isInstanceOf(StoreException.class);
            store.segments().delete(TRACK);
        }
        assertThat(root.resolve(".incoming")).isEmptyDirectory();
    }

    /** Each folder on the way to a segment, and the file itself, may be a link. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void noSegmentIsReadWrittenOrDeletedThroughALink(int depth) throws IOException {
        Path others = Files.createDirectory(temp.resolve("private"));
        try (DirectoryStore store = new DirectoryStore(root)) {
            store.segments().publish(SEGMENT, file);
            Path step = root.resolve(Path.of(RenditionLayout.segment(SEGMENT)).subpath(0, depth));
            Path elsewhere = Files.move(step, others.resolve("moved"));
            Files.createSymbolicLink(step, elsewhere);
            Path target = temp.resolve("copy");

            assertThatThrownBy(() -> store.segments().fetch(SEGMENT, target))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(step + " is a link");
            assertThatThrownBy(() -> store.segments().publish(SEGMENT, file)).isInstanceOf(StoreException.class);
            assertThat(target).doesNotExist();
            if (depth < 4) {
                assertThatThrownBy(() -> store.segments().find(TRACK)).isInstanceOf(StoreException.class);
                assertThatThrownBy(() -> store.segments().ids().toList()).isInstanceOf(StoreException.class);
                assertThatThrownBy(() -> store.segments().delete(TRACK)).isInstanceOf(StoreException.class);
            } else {
                assertThat(store.segments().find(TRACK)).isEmpty();
                store.segments().delete(TRACK);
            }
            new DirectoryStore(root).close();
            assertThat(elsewhere).exists();
        }
    }

    @Test
    void folderInPlaceOfASegmentIsNotOne() throws IOException {
        Files.createDirectories(root.resolve(RenditionLayout.segment(SEGMENT)));
        try (DirectoryStore store = new DirectoryStore(root)) {
            assertThat(store.segments().find(TRACK)).isEmpty();
            assertThatThrownBy(() -> store.segments().fetch(SEGMENT, temp.resolve("copy")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is not a file");
        }
        assertThat(root.resolve(RenditionLayout.segment(SEGMENT))).isDirectory();
    }
}
