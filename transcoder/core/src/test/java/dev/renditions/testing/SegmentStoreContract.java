package dev.renditions.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.StoreException;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of the segments in every store. */
interface SegmentStoreContract extends OpenStore {
    TrackId FILM = new TrackId(TrackKind.VIDEO, "ab".repeat(32));
    SegmentId FIRST = new SegmentId(FILM, 0, 1350);
    SegmentId SECOND = new SegmentId(FILM, 1350, 2711);
    SegmentId OF_ANOTHER = new SegmentId(new TrackId(TrackKind.VIDEO, "cd".repeat(32)), 0, 1350);

    /** What may happen to a stored file. */
    enum Damage {
        ALTERED,
        TRUNCATED,
        LONGER,
        EMPTY;

        byte[] to(byte[] stored) {
            byte[] bytes = stored.clone();
            bytes[0] ^= 1;
            return switch (this) {
                case ALTERED -> bytes;
                case TRUNCATED -> Arrays.copyOf(stored, stored.length - 1);
                case LONGER -> Arrays.copyOf(stored, stored.length + 1);
                case EMPTY -> new byte[0];
            };
        }
    }

    @Test
    default void storeWithoutSegmentsFindsNone() {
        assertThat(segments().keeps()).isTrue();
        assertThat(segments().find(FILM)).isEmpty();
        assertThat(segmentIds()).isEmpty();
        segments().delete(FILM);
        assertThat(files().list()).isEmpty();
    }

    @Test
    default void publishedSegmentIsFoundAndFetched(@TempDir Path scratch) throws IOException {
        byte[] bytes = new byte[(1 << 20) + 13];
        new Random(17).nextBytes(bytes);
        Path file = Files.write(scratch.resolve("file"), bytes);

        assertThat(segments().publish(SECOND, file)).isTrue();

        assertThat(file).hasBinaryContent(bytes);
        assertThat(segments().find(FILM)).containsExactly(SECOND);
        assertThat(files().list()).containsExactly("segments/ab/" + FILM + "/1350-2711.mp4");
        segments().fetch(SECOND, scratch.resolve("copy"));
        assertThat(scratch.resolve("copy")).hasBinaryContent(bytes);
    }

    @Test
    default void storedSegmentIsNeverReplaced(@TempDir Path scratch) throws IOException {
        assertThat(publish(FIRST, "one", scratch)).isTrue();

        assertThat(publish(FIRST, "two", scratch)).isFalse();

        assertThat(fetched(FIRST, scratch)).isEqualTo("one");
    }

    @Test
    default void segmentsOfATrackAreDeletedAndNoOthers(@TempDir Path scratch) throws IOException {
        publish(FIRST, "one", scratch);
        publish(SECOND, "two", scratch);
        publish(OF_ANOTHER, "three", scratch);
        assertThat(segments().find(FILM)).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(segmentIds()).containsExactlyInAnyOrder(FIRST, SECOND, OF_ANOTHER);

        segments().delete(FILM);

        assertThat(segments().find(FILM)).isEmpty();
        assertThat(segmentIds()).containsExactly(OF_ANOTHER);
        assertThat(fetched(OF_ANOTHER, scratch)).isEqualTo("three");
        assertThat(publish(FIRST, "again", scratch)).isTrue();
        assertThat(fetched(FIRST, scratch)).isEqualTo("again");
    }

    @Test
    default void foreignFilesAreNotSegments(@TempDir Path scratch) throws IOException {
        publish(FIRST, "one", scratch);
        for (String foreign : List.of(
                "segments/README",
                "segments/ab/README",
                "segments/ab/" + FILM + "/README",
                "segments/ab/" + FILM + "/0-30",
                "segments/ab/" + FILM + "/0-030.mp4",
                "segments/ab/" + FILM + "/30-30.mp4",
                "segments/ab/" + FILM + "/x/0-30.mp4",
                "segments/cd/" + FILM + "/0-30.mp4",
                "segments/ab/text-" + FILM.digest() + "/0-30.mp4")) {
            files().write(foreign, "foreign".getBytes(UTF_8));
        }
        assertThat(segments().find(FILM)).containsExactly(FIRST);
        assertThat(segmentIds()).containsExactly(FIRST);
    }

    @Test
    default void segmentsAreNoRenditionsAndNoPointers(@TempDir Path scratch) throws IOException {
        publish(FIRST, "one", scratch);
        try (Stream<RenditionKey> keys = store().keys();
                Stream<RenditionFolder> folders = ((InspectableStore) store()).folders();
                Stream<TrackId> tracks = store().trackIds()) {
            assertThat(keys).isEmpty();
            assertThat(folders).as("what store verify checks").isEmpty();
            assertThat(tracks).isEmpty();
        }
    }

    @Test
    default void missingSegmentIsAFailure(@TempDir Path scratch) throws IOException {
        publish(SECOND, "two", scratch);
        Path target = scratch.resolve("copy");

        assertThatThrownBy(() -> segments().fetch(FIRST, target))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("0-1350.mp4");

        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    default void damagedSegmentIsDeleted(Damage damage, @TempDir Path scratch) throws IOException {
        publish(FIRST, "one", scratch);
        publish(SECOND, "two", scratch);
        String path = RenditionLayout.segment(FIRST);
        files().write(path, damage.to(files().read(path)));
        Path target = scratch.resolve("copy");

        assertThatThrownBy(() -> segments().fetch(FIRST, target))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isTrue())
                .hasMessageContaining("0-1350.mp4");

        assertThat(target).doesNotExist();
        assertThat(segments().find(FILM)).containsExactly(SECOND);
        assertThat(publish(FIRST, "again", scratch)).isTrue();
        assertThat(fetched(FIRST, scratch)).isEqualTo("again");
    }

    @Test
    default void fetchingOverwritesNoFile(@TempDir Path scratch) throws IOException {
        publish(FIRST, "one", scratch);
        Path target = Files.writeString(scratch.resolve("copy"), "mine");

        assertThatThrownBy(() -> segments().fetch(FIRST, target)).isInstanceOf(StoreException.class);

        assertThat(target).hasContent("mine");
        assertThat(segments().find(FILM)).containsExactly(FIRST);
    }

    @Test
    default void fileThatCannotBeReadIsNotPublished(@TempDir Path scratch) {
        assertThatThrownBy(() -> segments().publish(FIRST, scratch.resolve("none")))
                .isInstanceOf(StoreException.class);

        assertThat(segmentIds()).isEmpty();
        assertThat(files().list()).isEmpty();
    }

    @Test
    @Timeout(120)
    default void oneOfManyConcurrentPublishersWins(@TempDir Path scratch) throws Exception {
        int publishers = 8;
        CyclicBarrier start = new CyclicBarrier(publishers);
        List<Callable<Boolean>> work = IntStream.range(0, publishers)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    Path file = Files.writeString(scratch.resolve("of " + i), "by publisher " + i);
                    start.await(30, TimeUnit.SECONDS);
                    return segments().publish(FIRST, file);
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(publishers);
        List<Boolean> won = new ArrayList<>();
        try {
            for (Future<Boolean> each : threads.invokeAll(work, 100, TimeUnit.SECONDS)) {
                won.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(won).filteredOn(ours -> ours).hasSize(1);
        assertThat(fetched(FIRST, scratch)).isEqualTo("by publisher " + won.indexOf(true));
    }

    private SegmentStore segments() {
        return store().segments();
    }

    private List<SegmentId> segmentIds() {
        try (Stream<SegmentId> ids = segments().ids()) {
            return ids.toList();
        }
    }

    private boolean publish(SegmentId id, String text, Path scratch) throws IOException {
        return segments().publish(id, Files.writeString(scratch.resolve("file"), text));
    }

    private String fetched(SegmentId id, Path scratch) throws IOException {
        Path target = Files.createTempDirectory(scratch, "fetched").resolve("copy");
        segments().fetch(id, target);
        return Files.readString(target);
    }
}
