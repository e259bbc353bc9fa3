package dev.renditions.service.encode;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.ObjectStore.StoredTrack;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What searches and records of tracks cost, and which rendition they lead to. */
@Timeout(60)
final class TrackLibraryTest {
    private static final Set<TrackId> IDS = Set.of(track(0).id(), track(1).id(), track(2).id());

    private static final RenditionKey SIBLING =
            new RenditionKey(KEY.content(), new ProfileId("poster", "0123456789ab"));

    private static final RenditionKey OTHER = new RenditionKey(ContentHash.of(new byte[] {1}), KEY.profile());

    @TempDir
    private Path folder;

    private final MemoryIndex index = MemoryIndex.create();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private CountingStore store;

    @BeforeEach
    void open() {
        store = new CountingStore(new DirectoryStore(folder.resolve("store"))) {
            @Override
            public Optional<StoredRendition> find(RenditionKey key) {
                requests.add("manifest " + key);
                return super.find(key);
            }

            @Override
            public Stream<RenditionKey> keys(ContentHash content) {
                requests.add("list");
                return super.keys(content);
            }

            @Override
            public Optional<TrackLocation> findTrack(TrackId id) {
                requests.add("pointer");
                if (id.equals(track(3).id())) {
                    throw new StoreException(true, "it does not answer", new IOException("timeout"));
                }
                return super.findTrack(id);
            }

            @Override
            public void pointTo(TrackId id, TrackLocation location) {
                requests.add("write");
                super.pointTo(id, location);
            }
        };
    }

    private static RenditionTrack track(int number) {
        return new RenditionTrack(
                new TrackId(TrackKind.VIDEO, "%064x".formatted(number)), "video.mp4", Duration.ofSeconds(1));
    }

    private TrackLibrary library() {
        FailSoftIndex soft = FailSoftIndex.of(index, new Random(1), new LookupCounters());
        return new TrackLibrary(store, soft.tracks(), new UnlistedTracks(store, List.of()));
    }

    private StoredRendition publish(RenditionKey key, int... tracks) {
        RenditionTrack[] listed =
                IntStream.of(tracks).mapToObj(TrackLibraryTest::track).toArray(RenditionTrack[]::new);
        SampleRendition sample = SampleRendition.of(key, "of " + key, folder).with(listed);
        StoredRendition stored =
                store.publish(sample.manifest(), sample.folder()).rendition();
        requests.clear();
        return stored;
    }

    private void point(RenditionKey key, int... tracks) {
        IntStream.of(tracks).forEach(number -> store.pointTo(track(number).id(), new TrackLocation(key, "video.mp4")));
        requests.clear();
    }

    private static RenditionKey holder(StoredTrack track) {
        return track.rendition().manifest().key();
    }

    @Test
    void manifestOfSeveralTracksIsReadOnce() {
        publish(KEY, 0, 1, 2);
        point(KEY, 0, 1, 2);

        assertThat(library().find(IDS, Search.INDEX_AND_STORE)).hasSize(3);
        assertThat(requests).containsExactlyInAnyOrder("pointer", "pointer", "pointer", "manifest " + KEY);

        requests.clear();
        assertThat(library().find(IDS, Search.INDEX_AND_STORE))
                .as("by the index")
                .hasSize(3);
        assertThat(requests).containsExactly("manifest " + KEY);
    }

    @Test
    void danglingPointersCostOneListing() {
        publish(SIBLING, 0, 1);
        point(KEY, 0, 1, 2);

        assertThat(library().find(IDS, Search.INDEX_AND_STORE)).isEmpty();
        assertThat(requests).doesNotContain("list");
        requests.clear();

        Map<TrackId, StoredTrack> found = library().find(IDS, Search.ALL_RENDITIONS);

        assertThat(found).containsOnlyKeys(track(0).id(), track(1).id());
        assertThat(found.values()).allMatch(track -> holder(track).equals(SIBLING));
        assertThat(requests)
                .containsExactlyInAnyOrder(
                        "pointer", "pointer", "pointer", "manifest " + KEY, "list", "manifest " + SIBLING);
        assertThat(index.tracks().findAll(IDS))
                .containsOnlyKeys(track(0).id(), track(1).id())
                .containsValue(new TrackLocation(SIBLING, "video.mp4"));
    }

    @Test
    void entryOfTheIndexThatLeadsNowhereIsFollowedToo() {
        publish(SIBLING, 0);
        index.tracks().record(track(0).id(), new TrackLocation(KEY, "video.mp4"), Duration.ofHours(1));

        assertThat(library().find(IDS, Search.ALL_RENDITIONS)).containsOnlyKeys(track(0).id());
    }

    @Test
    void unknownTracksCostNoListing() {
        publish(SIBLING, 0);
        assertThat(library().find(IDS, Search.ALL_RENDITIONS)).isEmpty();
        assertThat(requests).containsOnly("pointer").hasSize(3);
    }

    @Test
    void pointerWithoutAnAnswerHidesNoOtherTrack() {
        publish(KEY, 0, 3);
        point(KEY, 0);

        assertThat(library().find(Set.of(track(0).id(), track(3).id()), Search.INDEX_AND_STORE))
                .containsOnlyKeys(track(0).id());
    }

    @Test
    void pointerThatIsRightIsNotWritten() {
        StoredRendition published = publish(KEY, 0, 1);
        point(KEY, 0);

        library().record(published, Map.of(), Set.of());

        assertThat(requests).containsExactlyInAnyOrder("pointer", "pointer", "write");
        assertThat(index.tracks().findAll(IDS)).hasSize(2);
    }

    @Test
    void pointerThatLeadsToAnotherContentIsReplacedOnlyIfItDangles() {
        publish(OTHER, 0);
        StoredRendition published = publish(KEY, 0, 1);
        point(OTHER, 0, 1);

        library().record(published, Map.of(), Set.of());

        TrackLocation other = new TrackLocation(OTHER, "video.mp4");
        TrackLocation here = new TrackLocation(KEY, "video.mp4");
        assertThat(store.findTrack(track(0).id())).contains(other);
        assertThat(store.findTrack(track(1).id())).contains(here);
        assertThat(index.tracks().findAll(IDS)).isEqualTo(Map.of(track(0).id(), other, track(1).id(), here));
    }
}
