package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.ObjectStore.StoredTrack;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.codec.TrackCodec;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every store for tracks: pointers, what they are worth, and copies of files. */
interface StoreTracksContract extends OpenStore {
    TrackId TRACK = new TrackId(TrackKind.VIDEO, "ab".repeat(32));
    TrackId OTHER = new TrackId(TrackKind.AUDIO, "ab".repeat(32));
    TrackLocation LOCATION = new TrackLocation(KEY, "video.mp4");
    RenditionTrack LISTED = new RenditionTrack(TRACK, "video.mp4", Duration.ofMillis(2500));

    @Test
    default void unknownTrackIsAbsent() {
        assertThat(store().findTrack(TRACK)).isEmpty();
        assertThat(trackIds()).isEmpty();
    }

    @Test
    default void lastPointerOfATrackIsFound() {
        TrackLocation later = new TrackLocation(
                new RenditionKey(ContentHash.of(new byte[] {1}), new ProfileId("hls", "0123456789ab")), "v/0.mp4");
        store().pointTo(TRACK, LOCATION);
        store().pointTo(OTHER, LOCATION);
        assertThat(store().findTrack(TRACK)).contains(LOCATION);

        store().pointTo(TRACK, later);

        assertThat(store().findTrack(TRACK)).contains(later);
        assertThat(store().findTrack(OTHER)).contains(LOCATION);
        assertThat(new String(files().read("tracks/ab/" + TRACK + ".json"), UTF_8))
                .isEqualTo("{\"v\":1,\"track\":\"" + TRACK + "\",\"content\":\""
                        + later.rendition().content() + "\",\"profile\":\"hls-0123456789ab\",\"file\":\"v/0.mp4\"}");
    }

    @Test
    default void pointersAreListedAndNothingElse() {
        store().pointTo(TRACK, LOCATION);
        store().pointTo(OTHER, LOCATION);
        TrackId elsewhere = new TrackId(TrackKind.VIDEO, "0".repeat(64));
        store().pointTo(elsewhere, LOCATION);
        for (String foreign : List.of(
                "tracks/README",
                "tracks/ab/README",
                "tracks/ab/.json",
                "tracks/ab/" + TRACK,
                "tracks/ab/" + TRACK + ".json.bak",
                "tracks/ab/" + elsewhere + ".json",
                "tracks/00/text-" + "0".repeat(64) + ".json",
                "leases/tracks/ab/" + TRACK + ".json")) {
            files().write(foreign, "foreign".getBytes(UTF_8));
        }
        assertThat(trackIds()).containsExactlyInAnyOrder(TRACK, OTHER, elsewhere);
    }

    @Test
    default void pointersAreNotRenditions() {
        store().pointTo(TRACK, LOCATION);
        try (Stream<RenditionKey> keys = store().keys();
                Stream<RenditionFolder> folders = inspectable().folders()) {
            assertThat(keys).isEmpty();
            assertThat(folders).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "{\"v\":1}", "\u0000"})
    default void unreadablePointerIsAbsentAndIsReplaced(String text) {
        files().write(RenditionLayout.track(TRACK), text.getBytes(UTF_8));
        assertThat(store().findTrack(TRACK)).isEmpty();
        assertThat(trackIds()).containsExactly(TRACK);

        store().pointTo(TRACK, LOCATION);

        assertThat(store().findTrack(TRACK)).contains(LOCATION);
    }

    @Test
    default void hugePointerIsAbsent() {
        byte[] huge = (new String(TrackCodec.encode(TRACK, LOCATION), UTF_8) + " ".repeat(1 << 20)).getBytes(UTF_8);
        files().write(RenditionLayout.track(TRACK), huge);
        assertThat(store().findTrack(TRACK)).isEmpty();
    }

    @Test
    default void pointerOfAnotherTrackIsAbsent() {
        files().write(RenditionLayout.track(TRACK), TrackCodec.encode(OTHER, LOCATION));
        assertThat(store().findTrack(TRACK)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../video.mp4", "..", "/etc/passwd", "extra/../../x", "extra//notes_1.txt", ""})
    default void pointerThatLeavesItsRenditionIsAbsent(String file) {
        String pointer = new String(TrackCodec.encode(TRACK, LOCATION), UTF_8).replace("video.mp4", file);
        files().write(RenditionLayout.track(TRACK), pointer.getBytes(UTF_8));
        assertThat(store().findTrack(TRACK)).isEmpty();
    }

    @Test
    default void onlyAListedTrackIsConfirmed(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch).with(LISTED)).rendition();

        assertThat(store().find(KEY).orElseThrow().manifest().tracks()).containsExactly(LISTED);
        assertThat(store().confirm(TRACK, LOCATION))
                .contains(new StoredTrack(stored, stored.manifest().main(), LISTED));
        assertThat(store().confirm(OTHER, LOCATION))
                .as("a track that it does not list")
                .isEmpty();
        assertThat(store().confirm(TRACK, new TrackLocation(KEY, "extra/notes_1.txt")))
                .as("another file")
                .isEmpty();
        assertThat(store().confirm(TRACK, new TrackLocation(KEY, "rendition.json")))
                .as("no file of it")
                .isEmpty();
        RenditionKey unpublished = new RenditionKey(ContentHash.of(new byte[] {1}), KEY.profile());
        assertThat(store().confirm(TRACK, new TrackLocation(unpublished, "video.mp4")))
                .as("no rendition")
                .isEmpty();
    }

    @Test
    default void trackOfARemovedRenditionIsNotConfirmed(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch).with(LISTED)).rendition();
        store().pointTo(TRACK, LOCATION);

        assertThat(inspectable().remove(KEY, Optional.of(stored.manifest()))).isTrue();

        assertThat(store().findTrack(TRACK)).contains(LOCATION);
        assertThat(store().confirm(TRACK, LOCATION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"v\":2}"})
    default void trackOfAnUnreadableManifestIsNotConfirmed(String manifest) {
        files().write(RenditionLayout.manifest(KEY), manifest.getBytes(UTF_8));
        assertThat(store().confirm(TRACK, LOCATION)).isEmpty();
    }

    @Test
    default void pointerIsRemovedIfItIsUnchanged() {
        TrackLocation other = new TrackLocation(KEY, "extra/notes_1.txt");
        assertThat(inspectable().removePointer(TRACK, Optional.of(LOCATION))).isFalse();
        store().pointTo(TRACK, LOCATION);
        assertThat(inspectable().removePointer(TRACK, Optional.of(other))).isFalse();
        assertThat(inspectable().removePointer(TRACK, Optional.empty())).isFalse();
        assertThat(store().findTrack(TRACK)).contains(LOCATION);

        assertThat(inspectable().removePointer(TRACK, Optional.of(LOCATION))).isTrue();

        assertThat(trackIds()).isEmpty();
        files().write(RenditionLayout.track(TRACK), "{".getBytes(UTF_8));
        assertThat(inspectable().removePointer(TRACK, Optional.empty())).isTrue();
        assertThat(trackIds()).isEmpty();
    }

    @Test
    default void concurrentPointersLeaveOneOfThem() throws Exception {
        List<TrackLocation> locations = IntStream.range(0, 8)
                .mapToObj(i -> new TrackLocation(KEY, "video" + i + ".mp4"))
                .toList();
        List<Callable<Optional<TrackLocation>>> calls = locations.stream()
                .<Callable<Optional<TrackLocation>>>map(location -> () -> {
                    store().pointTo(TRACK, location);
                    return store().findTrack(TRACK);
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<TrackLocation> seen = new ArrayList<>();
            for (Future<Optional<TrackLocation>> call : threads.invokeAll(calls)) {
                seen.add(call.get().orElseThrow());
            }
            assertThat(locations).containsAll(seen);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void fileIsFetched(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        Path target = scratch.resolve("copy");

        store().fetch(stored, stored.file("extra/notes_1.txt").orElseThrow(), target, Duration.ofMinutes(1));

        assertThat(target).hasContent("notes on it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fiRst", "firs", "first!", ""})
    default void fileThatIsNotAsItsManifestStatesIsNotFetched(String bytes, @TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionFile main = stored.manifest().main();
        files().write(RenditionLayout.file(stored.manifest(), main), bytes.getBytes(UTF_8));
        Path target = scratch.resolve("copy");

        assertThatThrownBy(() -> store().fetch(stored, main, target, Duration.ofMinutes(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("video.mp4");

        assertThat(target).doesNotExist();
    }

    @Test
    default void missingFileIsNotFetched(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionFile main = stored.manifest().main();
        files().delete(RenditionLayout.file(stored.manifest(), main));
        Path target = scratch.resolve("copy");

        assertThatThrownBy(() -> store().fetch(stored, main, target, Duration.ofMinutes(1)))
                .isInstanceOf(StoreException.class);

        assertThat(target).doesNotExist();
    }

    @Test
    default void fetchWithoutTimeLeavesNothing(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        Path target = scratch.resolve("copy");

        assertThatThrownBy(() -> store().fetch(stored, stored.manifest().main(), target, Duration.ofSeconds(-1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("video.mp4");

        assertThat(target).doesNotExist();
    }

    @Test
    default void fetchOverwritesNoFile(@TempDir Path scratch) throws IOException {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        Path target = Files.writeString(scratch.resolve("copy"), "mine");

        assertThatThrownBy(() -> store().fetch(stored, stored.manifest().main(), target, Duration.ofMinutes(1)))
                .isInstanceOf(StoreException.class);

        assertThat(target).hasContent("mine");
    }

    private InspectableStore inspectable() {
        return (InspectableStore) store();
    }

    private List<TrackId> trackIds() {
        try (Stream<TrackId> ids = store().trackIds()) {
            return ids.toList();
        }
    }
}
