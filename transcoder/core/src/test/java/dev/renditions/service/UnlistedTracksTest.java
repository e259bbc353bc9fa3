package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.renditions.api.Manifest;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.Timing;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.directory.DirectoryStore;
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
import dev.renditions.store.ManifestCodec;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.workspace.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Renditions of an earlier version, whose manifests list no tracks. The source is 720p H.264 with stereo AAC. */
final class UnlistedTracksTest extends ServiceScene {
    private static final VideoProfile SMALL =
            (VideoProfile) CATALOG.find("mp4-480p").orElseThrow();

    /** Neither track can be a copy of the source. */
    private static final VideoProfile MONO =
            like(SMALL, "mono", new AudioSettings(SMALL.audio().codec(), 96, 1, 48000), Edits.NONE);

    private static final VideoProfile RENAMED = like(MONO, "renamed", MONO.audio(), Edits.NONE);

    private static VideoProfile like(VideoProfile like, String name, AudioSettings audio, Edits edits) {
        return new VideoProfile(name, "", like.ttl(), like.video(), audio, edits);
    }

    @Test
    void tracksOfAnEarlierVersionAreCopied() {
        publishEarlier(MONO, manifest -> manifest);

        RenditionResult renamed = render(knowing(List.of(MONO)), source("a", "film"), RENAMED);

        assertThat(renamed.outcome()).isEqualTo(Outcome.ASSEMBLED);
        assertThat(encoded()).containsExactly(TrackKind.VIDEO, TrackKind.AUDIO);
        Manifest earlier = stored(MONO);
        assertThat(renamed.saved()).isEqualTo(earlier.encodeTime());
        assertThat(stored(RENAMED).tracks())
                .extracting(track -> track.id().kind(), RenditionTrack::encodeTime)
                .containsExactlyInAnyOrder(
                        tuple(TrackKind.VIDEO, earlier.encodeTime()), tuple(TrackKind.AUDIO, Duration.ZERO));
        assertThat(earlier.tracks()).as("unchanged").isEmpty();
    }

    @Test
    void profileWithOtherSettingsIsNotUsed() {
        publishEarlier(MONO, manifest -> manifest);
        VideoProfile changed =
                like(MONO, "mono", new AudioSettings(SMALL.audio().codec(), 64, 1, 48000), Edits.NONE);

        assertThat(render(knowing(List.of(changed)), source("a", "film"), RENAMED)
                        .outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    @Test
    void streamThatMayHaveBeenCopiedIsEncoded() {
        publishEarlier(SMALL, manifest -> manifest);
        VideoProfile renamed = like(SMALL, "renamed", SMALL.audio(), Edits.NONE);

        assertThat(render(knowing(List.of(SMALL)), source("a", "film"), renamed).outcome())
                .isEqualTo(Outcome.ENCODED);

        assertThat(encoded()).as("stereo AAC again").containsExactly(TrackKind.VIDEO, TrackKind.AUDIO, TrackKind.AUDIO);
    }

    @Test
    void renditionWithWarningsIsNotUsed() {
        publishEarlier(
                MONO,
                manifest -> new Manifest(
                        manifest.key(),
                        manifest.files(),
                        manifest.encodeTime(),
                        manifest.engine(),
                        manifest.media(),
                        manifest.createdAt(),
                        List.of("5 frames are damaged")));

        assertThat(render(knowing(List.of(MONO)), source("a", "film"), RENAMED).outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    @Test
    void clipIsNotUsed() {
        Edits edits = new Edits(
                Optional.of(new Clip(Duration.ofSeconds(1), Duration.ofSeconds(2))), Optional.empty(), List.of());
        VideoProfile part = like(MONO, "part", MONO.audio(), edits);
        publishEarlier(part, manifest -> manifest);

        assertThat(render(knowing(List.of(part)), source("a", "film"), like(MONO, "other-part", MONO.audio(), edits))
                        .outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    @Test
    void onlyManifestsOfProfilesWithAMissingTrackAreRead() {
        publishEarlier(MONO, manifest -> manifest);
        List<RenditionKey> read = new ArrayList<>();
        CountingStore store = new CountingStore(new DirectoryStore(folder.resolve("store"))) {
            @Override
            public synchronized Optional<StoredRendition> find(RenditionKey key) {
                read.add(key);
                return super.find(key);
            }
        };
        List<Profile> all = new ArrayList<>(CATALOG.all());
        all.add(MONO);

        assertThat(render(knowing(store, all), source("a", "film"), RENAMED).outcome())
                .isEqualTo(Outcome.ASSEMBLED);

        assertThat(read)
                .filteredOn(key -> !key.equals(key(RENAMED)))
                .as("mono, and mp4-480p which has the same video")
                .containsExactlyInAnyOrder(key(MONO), key(SMALL));
    }

    private RenditionService knowing(Collection<Profile> profiles) {
        return knowing(new CountingStore(new DirectoryStore(folder.resolve("store"))), profiles);
    }

    private RenditionService knowing(CountingStore store, Collection<Profile> profiles) {
        RenditionService service = new RenditionService(
                MemoryIndex.create(),
                store,
                Optional.empty(),
                profiles,
                transcoder,
                new Workspace(work(), Clock.systemUTC()),
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED),
                new Timing(Clock.systemUTC(), Sleeper.SLEEP, new Random(42)));
        services.add(service);
        return service;
    }

    /** Publishes a rendition, and takes the tracks from its manifest and the pointers from the store. */
    private void publishEarlier(VideoProfile profile, UnaryOperator<Manifest> change) {
        assertThat(render(service(index), source("a", "film"), profile).outcome())
                .isEqualTo(Outcome.ENCODED);
        Manifest made = stored(profile);
        assertThat(made.tracks()).hasSize(2);
        Manifest earlier = change.apply(new Manifest(
                made.key(), made.files(), made.encodeTime(), made.engine(), made.media(), made.createdAt()));
        DirectoryFiles files = new DirectoryFiles(folder.resolve("store"));
        files.write(RenditionLayout.manifest(made.key()), ManifestCodec.write(earlier));
        made.tracks().stream()
                .map(RenditionTrack::id)
                .forEach(track -> assertThat(
                                new DirectoryStore(folder.resolve("store")).removePointer(track, pointer(track)))
                        .isTrue());
    }

    private Optional<TrackLocation> pointer(TrackId track) {
        return new DirectoryStore(folder.resolve("store")).findTrack(track);
    }

    private List<TrackKind> encoded() {
        return transcoder.encodedTracks().stream().map(TrackRecipe::kind).toList();
    }

    private Manifest stored(Profile profile) {
        return new DirectoryStore(folder.resolve("store"))
                .find(key(profile))
                .orElseThrow()
                .manifest();
    }

    private static RenditionKey key(Profile profile) {
        return new RenditionKey(contentOf("film"), profile.id());
    }
}
