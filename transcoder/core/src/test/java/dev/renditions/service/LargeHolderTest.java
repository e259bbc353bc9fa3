package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Manifest;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.StoredRendition;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.CountingSource;
import dev.renditions.testing.CountingStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tracks whose file is far larger than they are: audio in the file of a video. */
final class LargeHolderTest extends ServiceScene {
    private static final VideoProfile ORIGINAL = (VideoProfile) MP4;
    /** Has the audio of the first one, and another video. */
    private static final Profile OTHER_VIDEO = CATALOG.find("mp4-480p").orElseThrow();

    private final List<String> fetched = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();

    /** A store in which all files seem to have this size. */
    private CountingStore store(long bytes) {
        DirectoryStore store = new DirectoryStore(folder.resolve("store"));
        return new CountingStore(store) {
            @Override
            public Optional<StoredRendition> find(RenditionKey key) {
                return super.find(key)
                        .map(there -> new StoredRendition(withFilesOf(bytes, there.manifest()), there.location()));
            }

            @Override
            public void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
                fetched.add(file.name());
                limits.add(limit);
                StoredRendition there = store.find(rendition.manifest().key()).orElseThrow();
                store.fetch(there, there.manifest().main(), target, limit);
            }
        };
    }

    private static Manifest withFilesOf(long bytes, Manifest manifest) {
        List<RenditionFile> files = manifest.files().stream()
                .map(file -> new RenditionFile(file.name(), file.mediaType(), bytes, file.sha256()))
                .toList();
        return new Manifest(
                manifest.key(),
                files,
                manifest.encodeTime(),
                manifest.engine(),
                manifest.media(),
                manifest.createdAt(),
                manifest.warnings(),
                manifest.tracks());
    }

    private RenditionService service(long holderBytes) {
        return service(store(holderBytes), VERIFIED);
    }

    private CountingSource film(OptionalLong bytes) {
        return new CountingSource(source("a", "film"), "v1", Optional.of(contentOf("film"))) {
            @Override
            public OptionalLong bytes() {
                return bytes;
            }
        };
    }

    @Test
    void audioBesideASmallVideoIsCopied() {
        render(service(index), source("a", "film"), MP4);
        assertThat(render(service(200L << 20), source("a", "film"), OTHER_VIDEO).outcome())
                .isEqualTo(Outcome.ENCODED);
        assertThat(fetched).hasSize(1);
        assertThat(transcoder.encodedTracks()).hasSize(3);
    }

    @Test
    void audioBesideALargeVideoIsEncodedAgainIfTheSourceIsThere() {
        render(service(index), source("a", "film"), MP4);
        assertThat(render(service(300L << 20), source("a", "film"), OTHER_VIDEO).outcome())
                .isEqualTo(Outcome.ENCODED);
        assertThat(fetched).isEmpty();
        assertThat(transcoder.encodedTracks()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"400, ASSEMBLED, 1, 0", "100, ENCODED, 0, 1"})
    void whatHasFewerBytesIsRead(int sourceMebibytes, Outcome outcome, int fetches, int reads) {
        render(service(index), film(OptionalLong.empty()), MP4);
        CountingSource film = film(OptionalLong.of((long) sourceMebibytes << 20));

        assertThat(render(service(300L << 20), film, sound("sound")).outcome()).isEqualTo(outcome);

        assertThat(fetched).hasSize(fetches);
        assertThat(film.reads()).isEqualTo(reads);
    }

    @Test
    void copyHasTheTimeOfTheCaller() {
        render(service(index), source("a", "film"), MP4);
        service(200L << 20)
                .render(
                        source("a", "film"),
                        List.of(sound("sound")),
                        RenditionListener.NONE,
                        Instant.now().plusSeconds(40));
        assertThat(limits).hasSize(1).allMatch(limit -> limit.compareTo(Duration.ofSeconds(40)) < 0);
    }

    private static Profile sound(String name) {
        return new AudioProfile(name, "", ORIGINAL.ttl(), ORIGINAL.audio(), Optional.empty());
    }

    @Test
    void largeFileIsCopiedForItsVideo() {
        render(service(index), source("a", "film"), MP4);
        Profile renamed =
                new VideoProfile("renamed", "", ORIGINAL.ttl(), ORIGINAL.video(), ORIGINAL.audio(), ORIGINAL.edits());
        assertThat(render(service(300L << 20), source("a", "film"), renamed).outcome())
                .isEqualTo(Outcome.ASSEMBLED);
        assertThat(fetched).hasSize(1);
    }
}
