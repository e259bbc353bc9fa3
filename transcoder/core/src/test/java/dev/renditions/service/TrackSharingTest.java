package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.api.track.TrackUse;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.files.Deletion;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.FakeTranscoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Renditions that need the same tracks: each track is encoded once, and no rendition depends on another. */
final class TrackSharingTest extends ServiceScene {
    private static final VideoProfile ORIGINAL = (VideoProfile) MP4;
    private static final Profile RENAMED = like("renamed", ORIGINAL.audio());
    private static final Profile OTHER_SOUND =
            like("other-sound", new AudioSettings(ORIGINAL.audio().codec(), 96, 2, 48000));
    private static final Profile SMALL = CATALOG.find("mp4-480p").orElseThrow();

    private static Profile like(String name, AudioSettings audio) {
        return new VideoProfile(name, "", ORIGINAL.ttl(), ORIGINAL.video(), audio, ORIGINAL.edits());
    }

    @Test
    void sameTracksUnderAnotherNameAreAssembled() {
        RenditionService service = service(index);
        assertThat(render(service, source("a", "film"), MP4).saved()).isZero();

        RenditionResult renamed = render(service, source("a", "film"), RENAMED);

        assertThat(renamed.outcome()).isEqualTo(Outcome.ASSEMBLED);
        assertThat(renamed.saved()).isEqualTo(FakeTranscoder.TRACK_TIME.multipliedBy(2));
        assertThat(renamed.tracks().encoded()).isEmpty();
        assertThat(renamed.tracks().reused())
                .extracting(TrackId::kind)
                .containsExactly(TrackKind.VIDEO, TrackKind.AUDIO);
        assertThat(encodedKinds()).containsExactly(TrackKind.VIDEO, TrackKind.AUDIO);
        assertThat(service.counts().get("mp4-720p")).containsEntry(LookupMetric.TRACK_ENCODED, 2L);
        assertThat(service.counts().get("renamed")).containsEntry(LookupMetric.TRACK_REUSED, 2L);
        assertThat(service.savedByTracks()).containsOnly(Map.entry("renamed", renamed.saved()));
    }

    @Test
    void anotherSoundEncodesTheSoundAlone() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);

        RenditionResult other = render(service, source("a", "film"), OTHER_SOUND);
        assertThat(other.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(other.tracks().encoded()).extracting(TrackId::kind).containsExactly(TrackKind.AUDIO);
        assertThat(other.tracks().reused()).extracting(TrackId::kind).containsExactly(TrackKind.VIDEO);
        assertThat(render(service, source("a", "film"), OTHER_SOUND).tracks()).isEqualTo(TrackUse.NONE);
        assertThat(encodedKinds()).containsExactly(TrackKind.VIDEO, TrackKind.AUDIO, TrackKind.AUDIO);
    }

    @Test
    void sharedTracksOfOneRequestAreEncodedOnce() {
        List<RenditionResult> results =
                service(index).render(source("a", "film"), List.of(MP4, RENAMED, SMALL), RenditionListener.NONE);

        assertThat(results)
                .extracting(RenditionResult::outcome)
                .containsExactlyInAnyOrder(Outcome.ENCODED, Outcome.ASSEMBLED, Outcome.ENCODED);
        assertThat(transcoder.encodedTracks()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void retaggedSourceHasTheSameTracks() {
        render(service(index), source("a", "film"), MP4);

        assertThat(render(service(index), source("b", "film#with a title"), MP4).outcome())
                .isEqualTo(Outcome.ASSEMBLED);
        assertThat(render(service(index), source("c", "another film"), MP4).outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    @Test
    void clipOfARetaggedSourceIsEncodedAgain() {
        Edits clip = new Edits(
                Optional.of(new Clip(Duration.ofSeconds(1), Duration.ofSeconds(2))), Optional.empty(), List.of());
        Profile part = new VideoProfile("part", "", ORIGINAL.ttl(), ORIGINAL.video(), ORIGINAL.audio(), clip);
        Profile same = new VideoProfile("same", "", ORIGINAL.ttl(), ORIGINAL.video(), ORIGINAL.audio(), clip);
        RenditionService service = service(index);
        render(service, source("a", "film"), part);

        assertThat(render(service, source("a", "film"), same).outcome()).isEqualTo(Outcome.ASSEMBLED);
        assertThat(render(service, source("b", "film#with a title"), part).outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    @Test
    void pointersInTheStoreReplaceALostIndex() {
        render(service(index), source("a", "film"), MP4);

        RenditionService service = service(MemoryIndex.create());
        assertThat(render(service, source("b", "film#with a title"), MP4).outcome())
                .isEqualTo(Outcome.ASSEMBLED);
    }

    @Test
    void deletionOfARenditionBreaksNoOther() throws IOException {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        render(service, source("a", "film"), RENAMED);

        delete(MP4);

        assertThat(render(service, source("a", "film"), RENAMED).outcome()).isEqualTo(Outcome.HIT);
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ASSEMBLED);

        delete(MP4);
        delete(RENAMED);
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodedTracks()).hasSize(4);
    }

    @Test
    void lostOrDamagedFileOfATrackIsEncodedAgain() throws IOException {
        RenditionService service = service(index);
        for (boolean lost : List.of(true, false)) {
            StoredRendition made = stored(render(service, source("a", "film"), MP4));
            Path file = Path.of(made.location().uri());
            if (lost) {
                Files.delete(file);
            } else {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length - 1]++;
                Files.delete(file);
                Files.write(file, bytes);
            }
            assertThat(render(service, source("a", "film"), lost ? RENAMED : OTHER_SOUND)
                            .outcome())
                    .isEqualTo(Outcome.ENCODED);
            delete(MP4);
        }
    }

    @Test
    void wrongLocationInTheIndexIsNotUsed() {
        RenditionService service = service(index);
        RenditionTrack track = stored(render(service, source("a", "film"), MP4))
                .manifest()
                .tracks()
                .get(0);
        StoredRendition other = stored(render(service, source("b", "another film"), MP4));
        index.tracks().record(track.id(), new TrackLocation(other.manifest().key(), track.file()), Duration.ofHours(1));

        StoredRendition renamed = stored(render(service, source("a", "film"), RENAMED));

        assertThat(renamed.manifest().tracks()).contains(track);
        assertThat(index.tracks().findAll(Set.of(track.id())).get(track.id()).rendition())
                .isEqualTo(renamed.manifest().key());
    }

    @Test
    void renditionOfAnotherContentIsNotRecordedInPlaceOfTheFirst() {
        RenditionService service = service(index);
        StoredRendition first = stored(render(service, source("a", "film"), MP4));
        render(service, source("b", "film#with a title"), MP4);

        for (RenditionTrack track : first.manifest().tracks()) {
            TrackLocation here = new TrackLocation(first.manifest().key(), track.file());
            assertThat(index.tracks().findAll(Set.of(track.id()))).containsEntry(track.id(), here);
            assertThat(new DirectoryStore(folder.resolve("store")).findTrack(track.id()))
                    .contains(here);
        }
    }

    @Test
    void hitOfAnAssembledRenditionSavesItsTracks() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        RenditionResult renamed = render(service, source("a", "film"), RENAMED);
        assertThat(render(service, source("a", "film"), RENAMED).saved())
                .isGreaterThanOrEqualTo(renamed.saved().plus(FakeTranscoder.TRACK_TIME));
    }

    @Test
    void damagedSourceSharesNoTracks() {
        RenditionService service = service(index);
        StoredRendition made = stored(render(service, source("a", "scratched film"), MP4));
        assertThat(made.manifest().tracks()).isEmpty();
        assertThat(render(service, source("a", "scratched film"), RENAMED).outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    private List<TrackKind> encodedKinds() {
        return transcoder.encodedTracks().stream().map(TrackRecipe::kind).toList();
    }

    private StoredRendition stored(RenditionResult result) {
        return new DirectoryStore(folder.resolve("store"))
                .find(new RenditionKey(result.content().orElseThrow(), result.profile()))
                .orElseThrow();
    }

    private void delete(Profile profile) throws IOException {
        String hash = contentOf("film").hex();
        Deletion.delete(folder.resolve("store")
                .resolve(hash.substring(0, 2))
                .resolve(hash)
                .resolve(profile.id().toString()));
    }
}
