package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Manifest;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackLocation;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tracks whose file is as its manifest states, but is not what the manifest says it is. */
final class UnusableTracksTest extends ServiceScene {
    private static final VideoProfile ORIGINAL = (VideoProfile) MP4;

    private static Profile renamed(String name) {
        return new VideoProfile(name, "", ORIGINAL.ttl(), ORIGINAL.video(), ORIGINAL.audio(), ORIGINAL.edits());
    }

    private DirectoryStore store() {
        return new DirectoryStore(folder.resolve("store"));
    }

    private StoredRendition stored(ContentHash content, ProfileId profile) {
        return store().find(new RenditionKey(content, profile)).orElseThrow();
    }

    /** A rendition of another content lists the tracks of the film in a file that is not a media file, and they are found there. */
    private RenditionKey withWrongTracks(List<RenditionTrack> tracks) throws IOException {
        RenditionKey key = new RenditionKey(contentOf("other"), MP4.id());
        Path files = Files.createDirectory(folder.resolve("wrong"));
        byte[] bytes = "not a video".getBytes(StandardCharsets.UTF_8);
        String name = tracks.get(0).file();
        Files.write(files.resolve(name), bytes);
        Manifest made = stored(contentOf("film"), MP4.id()).manifest();
        Manifest wrong = new Manifest(
                key,
                List.of(new RenditionFile(name, "video/mp4", bytes.length, ContentHash.of(bytes))),
                made.encodeTime(),
                made.engine(),
                made.media(),
                made.createdAt(),
                List.of(),
                tracks);
        store().publish(wrong, files);
        tracks.forEach(track -> {
            TrackLocation location = new TrackLocation(key, track.file());
            store().pointTo(track.id(), location);
            index.tracks().record(track.id(), location, Duration.ofDays(1));
        });
        return key;
    }

    @Test
    void trackThatCantBeCopiedIsEncodedInsteadAndForgotten() throws IOException {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        List<RenditionTrack> tracks =
                stored(contentOf("film"), MP4.id()).manifest().tracks();
        RenditionKey wrong = withWrongTracks(tracks);

        RenditionResult result = render(service, source("a", "film"), renamed("renamed"));

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(result.warnings()).isEmpty();
        assertThat(transcoder.examinations()).as("decodes to search damage").isZero();
        assertThat(transcoder.encodedTracks()).hasSize(4);
        tracks.forEach(
                track -> assertThat(store().findTrack(track.id()).orElseThrow().rendition())
                        .isNotEqualTo(wrong));
        assertThat(stored(contentOf("film"), result.profile()).manifest().tracks())
                .hasSize(2);

        assertThat(render(service, source("a", "film"), renamed("renamed-too")).outcome())
                .isEqualTo(Outcome.ASSEMBLED);
        assertThat(transcoder.encodedTracks()).hasSize(4);
    }

    @Test
    void trackWhoseCopyIsNotAsPlannedIsEncodedInstead() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        transcoder.copiesShort(true);

        RenditionResult result = render(service, source("a", "film"), renamed("renamed"));

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.examinations()).as("decodes to search damage").isZero();
        assertThat(transcoder.encodedTracks()).hasSize(4);
    }

    @Test
    void engineThatEncodedATrackIsKept() {
        RenditionService service = service(index);
        render(service, source("a", "film"), MP4);
        transcoder.upgrade("fake 2.0");
        Manifest second = stored(
                        contentOf("film"),
                        render(service(index), source("a", "film"), renamed("renamed"))
                                .profile())
                .manifest();
        transcoder.upgrade("fake 3.0");
        Manifest third = stored(
                        contentOf("film"),
                        render(service(index), source("a", "film"), renamed("renamed-too"))
                                .profile())
                .manifest();

        assertThat(second.engine()).isEqualTo("fake 2.0");
        assertThat(second.tracks())
                .isNotEmpty()
                .allMatch(track -> second.engineOf(track).equals("fake 1.0"));
        assertThat(third.tracks())
                .isNotEmpty()
                .allMatch(track -> third.engineOf(track).equals("fake 1.0"));
    }
}
