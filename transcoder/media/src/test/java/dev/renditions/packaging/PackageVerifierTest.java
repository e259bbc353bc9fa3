package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.mp4.CraftedTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage by a source, an encoder or the disk prevents the publication of a package. */
final class PackageVerifierTest {
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    private List<PackagedFile> files;

    @BeforeEach
    void packaged() throws IOException {
        CraftedTrack.picture(640, 360, 900).write(folder.resolve("v.mp4"));
        CraftedTrack.sound(2).write(folder.resolve("a.mp4"));
        Files.writeString(folder.resolve("t.vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
        byte[] sheet = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xC0, 0, 17, 8, 0, 90, 5, 0};
        Files.write(folder.resolve(Thumbnails.FILE), sheet);
        List<Track> tracks = List.of(
                new Track.Video("v.mp4"),
                new Track.Audio("a.mp4", "en", "English"),
                new Track.Text("t.vtt", "de", "Deutsch"));
        files = HlsPackage.write(tracks, Optional.of(Thumbnails.of(folder.resolve("v.mp4"))), SEGMENT, folder);
    }

    @Test
    void intactPackageHasNoProblems() throws IOException {
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "master.m3u8",
                "manifest.mpd",
                "v.m3u8",
                "v-iframes.m3u8",
                "a.m3u8",
                "t.m3u8",
                "v.mp4",
                "a.mp4",
                "t.vtt",
                "trick.mp4",
                "thumbnails.jpg"
            })
    void everyFileExistsAndIsNotEmpty(String file) throws IOException {
        Files.write(folder.resolve(file), new byte[0]);
        assertThat(problems()).containsExactly(file + " is missing or empty");
        Files.delete(folder.resolve(file));
        assertThat(problems()).containsExactly(file + " is missing or empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.m3u8", "v-iframes.m3u8", "a.m3u8", "t.m3u8", "v.mp4", "a.mp4", "t.vtt", "trick.mp4"})
    void everyReferenceIsAFileOfThePackage(String file) throws IOException {
        files = files.stream().filter(each -> !each.name().equals(file)).toList();
        assertThat(problems())
                .contains("a playlist or the manifest names '" + file + "', which is not a file of the package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.mp4", "a.mp4", "trick.mp4"})
    void findsATruncatedTrack(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        Files.write(folder.resolve(file), Arrays.copyOf(bytes, bytes.length - 200));
        assertThat(problems()).hasSize(1).first().asString().startsWith(file + ": ");
    }

    @Test
    void findsAFragmentWithoutAKeyFrame() throws IOException {
        CraftedTrack sliced = CraftedTrack.picture(640, 360, 900);
        sliced.firstUnit = CraftedTrack.SLICE;
        sliced.write(folder.resolve("v.mp4"));
        assertThat(problems()).containsExactly("v.mp4: fragment 0 does not start with a key frame");
    }

    @Test
    void findsTracksWithDifferentEnds() throws IOException {
        CraftedTrack shorter = CraftedTrack.sound(2);
        shorter.lastSamples = 80;
        shorter.write(folder.resolve("a.mp4"));
        assertThat(problems()).containsExactly("a.mp4 lasts 15.744 s instead of 16.0 s");
    }

    /** Each is close enough to the video, but not to the other. */
    @Test
    void findsAudioTracksWithDifferentEnds() throws IOException {
        packagedWith(CraftedTrack.eac3(true));
        assertThat(problems()).isEmpty();
        CraftedTrack longer = CraftedTrack.sound(2);
        longer.lastSamples = 96;
        longer.write(folder.resolve("a.mp4"));
        CraftedTrack shorter = CraftedTrack.eac3(true);
        shorter.lastSamples = 57;
        shorter.write(folder.resolve("a51.mp4"));
        assertThat(problems()).containsExactly("a51.mp4 lasts 15.936 s instead of 16.085333 s");
    }

    /** An encoder of another codec that ignores the key frame interval makes such a rung. */
    @Test
    void findsRungsWithKeyFramesAtOtherTimes() throws IOException {
        CraftedTrack.av1(640, 360, 500).write(folder.resolve("v2.mp4"));
        packagedWith(CraftedTrack.eac3(true), new Track.Video("v2.mp4"));
        assertThat(problems()).isEmpty();
        CraftedTrack twice = CraftedTrack.av1(640, 360, 500);
        twice.samples = 25;
        twice.fragments = 16;
        twice.write(folder.resolve("v2.mp4"));
        assertThat(problems()).containsExactly("v2.mp4: its fragments are not at the times of those of v.mp4");
    }

    private void packagedWith(CraftedTrack surround, Track... others) throws IOException {
        for (String made : List.of("master.m3u8", "manifest.mpd", "v.m3u8", "v-iframes.m3u8", "a.m3u8", "t.m3u8")) {
            Files.delete(folder.resolve(made));
        }
        Files.delete(folder.resolve("trick.mp4"));
        surround.write(folder.resolve("a51.mp4"));
        List<Track> tracks = new ArrayList<>(List.of(
                new Track.Video("v.mp4"),
                new Track.Audio("a.mp4", "en", "English"),
                new Track.Audio("a51.mp4", "en", "English")));
        tracks.addAll(List.of(others));
        files = HlsPackage.write(tracks, SEGMENT, folder);
    }

    @Test
    void findsAPlaylistThatDiffersFromItsTrack() throws IOException {
        replace("a.m3u8", "#EXTINF:6\\.016", "#EXTINF:5.8");
        assertThat(problems()).hasSize(1).first().asString().startsWith("a.m3u8 lasts ");
    }

    /** An encoder that ignores the key frame interval makes such segments. */
    @Test
    void findsTooLongSegments() throws IOException {
        assertThat(PackageVerifier.problems(files, Duration.ofSeconds(3), folder))
                .contains("v.m3u8: a segment lasts 6.0 s instead of about 3.0 s");
    }

    @Test
    void findsInvalidSubtitles() throws IOException {
        Files.writeString(folder.resolve("t.vtt"), "1\n00:00:01,000 --> 00:00:02,000\nx\n");
        assertThat(problems()).containsExactly("t.vtt: it does not begin with WEBVTT");
    }

    @Test
    void findsInvalidThumbnails() throws IOException {
        Files.write(folder.resolve(Thumbnails.FILE), new byte[20]);
        assertThat(problems()).containsExactly("thumbnails.jpg: not a JPEG");
    }

    @Test
    void findsAnInvalidPlaylist() throws IOException {
        replace("v.m3u8", "#EXTM3U", "#EXTM4U");
        assertThat(problems()).hasSize(1).first().asString().startsWith("v.m3u8: not a playlist: ");
    }

    private void replace(String file, String pattern, String replacement) throws IOException {
        String before = Files.readString(folder.resolve(file));
        String after = before.replaceFirst(pattern, replacement);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(folder.resolve(file), after);
    }

    private List<String> problems() throws IOException {
        return PackageVerifier.problems(files, SEGMENT, folder);
    }
}
