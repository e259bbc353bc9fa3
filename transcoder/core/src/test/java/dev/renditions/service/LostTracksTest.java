package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.StoredRendition;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.files.Deletion;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.WatchedIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
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
