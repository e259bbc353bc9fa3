package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.CountingSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sources that are not read, since all tracks of the missing renditions exist, and those that are. */
final class UnreadSourceTest extends ServiceScene {
    private static final VideoProfile ORIGINAL = (VideoProfile) MP4;
    private static final Profile RENAMED = like("renamed", ORIGINAL.audio());
    private static final Profile OTHER_SOUND =
            like("other-sound", new AudioSettings(ORIGINAL.audio().codec(), 96, 2, 48000));

    private static Profile like(String name, AudioSettings audio) {
        return new VideoProfile(name, "", ORIGINAL.ttl(), ORIGINAL.video(), audio, ORIGINAL.edits());
    }

    private CountingSource film() {
        return new CountingSource(source("a", "film"), "v1", Optional.of(contentOf("film")));
    }

    @Test
    void sourceOfARenamedProfileIsNotRead() {
        render(service(index), film(), MP4);
        CountingSource again = film();

        assertThat(render(service(index), again, RENAMED).outcome()).isEqualTo(Outcome.ASSEMBLED);
        assertThat(again.reads()).isZero();
        CountingSource withoutIndex = film();
        assertThat(render(service(MemoryIndex.create()), withoutIndex, like("renamed-too", ORIGINAL.audio()))
                        .outcome())
                .isEqualTo(Outcome.ASSEMBLED);
        assertThat(withoutIndex.reads()).isZero();
    }

    @Test
    void sourceIsReadOnceIfAnythingIsEncoded() {
        render(service(index), film(), MP4);
        CountingSource again = film();

        assertThat(service(index).render(again, List.of(RENAMED, OTHER_SOUND, POSTER), RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.ASSEMBLED, Outcome.ENCODED, Outcome.ENCODED);
        assertThat(again.reads()).isEqualTo(1);
    }

    @Test
    void sourceOfUnknownContentIsRead() {
        render(service(index), film(), MP4);
        CountingSource unknown = new CountingSource(source("a", "film"), "v2", Optional.empty());

        assertThat(render(service(index), unknown, RENAMED).outcome()).isEqualTo(Outcome.ASSEMBLED);
        assertThat(unknown.reads()).isEqualTo(1);
    }

    @Test
    void sourceIsReadIfATrackIsLostAfterItWasFound() throws IOException {
        RenditionResult first = render(service(index), film(), MP4);
        Files.delete(Path.of(first.location().orElseThrow().uri()));
        CountingSource again = film();

        assertThat(render(service(index), again, RENAMED).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(again.reads()).isEqualTo(1);
    }

    /** The index says that the source has another content, whose video exists. The source is read for its sound. */
    @Test
    void sourceThatTurnsOutToHaveAnotherContentIsPlannedAgain() {
        render(service(index), film(), MP4);
        CountingSource overwritten = new CountingSource(source("b", "another film"), "v2", Optional.empty());
        index.contentHashes().record(overwritten.version().orElseThrow(), contentOf("film"), Duration.ofDays(1));

        List<RenditionResult> results =
                service(index).render(overwritten, List.of(OTHER_SOUND, POSTER), RenditionListener.NONE);

        ContentHash read = contentOf("another film");
        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.ENCODED);
        assertThat(results).extracting(result -> result.content().orElseThrow()).containsOnly(read);
        assertThat(overwritten.reads()).isEqualTo(1);
        assertThat(manifest(contentOf("film"), OTHER_SOUND)).doesNotExist();
        assertThat(manifest(read, OTHER_SOUND)).exists();
    }

    private Path manifest(ContentHash content, Profile profile) {
        return folder.resolve("store").resolve(RenditionLayout.manifest(new RenditionKey(content, profile.id())));
    }
}
