package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.files.Deletion;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.WatchedIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tracks, and what is known of them, that disappear while a rendition is made of them. */
final class LostTracksTest extends ServiceScene {
    private static final Profile RENAMED = renamed((VideoProfile) MP4);

    private static Profile renamed(VideoProfile like) {
        return new VideoProfile("renamed", "", like.ttl(), like.video(), like.audio(), like.edits());
    }

    @Test
    void renditionThatIsDeletedBeforeItsTrackIsFetchedCostsAnEncode() {
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        DirectoryStore store = new DirectoryStore(folder.resolve("store"));
        CountingStore deleting = new CountingStore(store) {
            @Override
            public void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
                delete(rendition);
                store.fetch(rendition, file, target, limit);
            }
        };

        RenditionResult renamed = render(service(deleting, VERIFIED), source("a", "film"), RENAMED);

        assertThat(renamed.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(renamed.saved()).isZero();
        assertThat(transcoder.encodedTracks()).hasSize(4);
        assertThat(store.find(key(MP4))).isEmpty();
        assertThat(store.find(key(RENAMED)).orElseThrow().manifest().tracks()).hasSize(2);
    }

    /** Another worker publishes the track after this one has looked for it; then the index loses all that it knew. */
    @Test
    void publishedTrackThatTheIndexHasLostIsNotEncodedAgain() {
        WatchedIndex empty = new WatchedIndex(MemoryIndex.create());
        // The first lease is that of the rendition, the second that of a track.
        empty.before(
                "leases.tryLease",
                () -> empty.before(
                        "leases.tryLease",
                        () -> assertThat(render(service(index), source("a", "film"), MP4)
                                        .outcome())
                                .isEqualTo(Outcome.ENCODED)));

        assertThat(render(service(empty), source("b", "film"), RENAMED).outcome())
                .isEqualTo(Outcome.ASSEMBLED);

        assertThat(transcoder.encodedTracks()).hasSize(2);
    }

    /** The pointers and the index lead to the newest rendition. */
    @Test
    void trackOfADeletedRenditionIsCopiedFromAnother() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        render(service, source("a", "film"), RENAMED);
        delete(store().find(key(RENAMED)).orElseThrow());

        assertThat(render(service, source("a", "film"), RENAMED).outcome()).isEqualTo(Outcome.ASSEMBLED);

        delete(store().find(key(RENAMED)).orElseThrow());
        assertThat(render(service(MemoryIndex.create()), source("a", "film"), RENAMED)
                        .outcome())
                .as("without the index")
                .isEqualTo(Outcome.ASSEMBLED);
    }

    @Test
    void pointerOfADeletedRenditionLeadsToAnotherOfItsContentAfterUse() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        render(service, source("a", "film"), RENAMED);
        StoredRendition deleted = store().find(key(RENAMED)).orElseThrow();
        delete(deleted);

        assertThat(render(service, source("b", "film#with a title"), MP4).outcome())
                .isEqualTo(Outcome.ASSEMBLED);

        for (RenditionTrack track : deleted.manifest().tracks()) {
            TrackLocation first = new TrackLocation(key(MP4), track.file());
            assertThat(store().findTrack(track.id())).contains(first);
            assertThat(index.tracks().findAll(Set.of(track.id()))).containsEntry(track.id(), first);
        }
    }

    @Test
    void explanationNamesFilesThatExist() throws IOException {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        assertThat(service.explain(source("a", "film"), RENAMED)
                        .recipe()
                        .orElseThrow()
                        .tracks())
                .hasSize(2)
                .allMatch(track -> track.file().isPresent());

        Files.delete(Path.of(store().find(key(MP4)).orElseThrow().location().uri()));

        assertThat(service.explain(source("a", "film"), RENAMED)
                        .recipe()
                        .orElseThrow()
                        .tracks())
                .hasSize(2)
                .allMatch(track -> track.file().isEmpty());
    }

    @Test
    void explanationChangesNoPointer() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        render(service, source("a", "film"), RENAMED);
        StoredRendition deleted = store().find(key(RENAMED)).orElseThrow();
        delete(deleted);

        assertThat(service.explain(source("a", "film"), RENAMED)
                        .recipe()
                        .orElseThrow()
                        .tracks())
                .allMatch(track -> track.file().isPresent());

        RenditionTrack track = deleted.manifest().tracks().get(0);
        assertThat(store().findTrack(track.id())).contains(new TrackLocation(key(RENAMED), track.file()));
    }

    private DirectoryStore store() {
        return new DirectoryStore(folder.resolve("store"));
    }

    private static RenditionKey key(Profile profile) {
        return new RenditionKey(contentOf("film"), profile.id());
    }

    private void delete(StoredRendition rendition) {
        RenditionKey key = rendition.manifest().key();
        String hash = key.content().hex();
        try {
            Deletion.delete(folder.resolve("store")
                    .resolve(hash.substring(0, 2))
                    .resolve(hash)
                    .resolve(key.profile().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
