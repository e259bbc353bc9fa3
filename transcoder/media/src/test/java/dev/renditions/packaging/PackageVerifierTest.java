package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.mp4.CraftedTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source, an encoder or the disk can spoil keeps a package from being published. */
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
    void aWholePackageHasNoProblem() throws IOException {
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
    void everyFileIsThereAndNotEmpty(String file) throws IOException {
        Files.write(folder.resolve(file), new byte[0]);
        assertThat(problems()).containsExactly(file + " is missing or empty");
        Files.delete(folder.resolve(file));
        assertThat(problems()).containsExactly(file + " is missing or empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.m3u8", "v-iframes.m3u8", "a.m3u8", "t.m3u8", "v.mp4", "a.mp4", "t.vtt", "trick.mp4"})
    void everyNameInAPlaylistOrTheManifestIsThatOfAFile(String file) throws IOException {
        files = files.stream().filter(each -> !each.name().equals(file)).toList();
        assertThat(problems())
                .contains("a playlist or the manifest names '" + file + "', which is not a file of the package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.mp4", "a.mp4", "trick.mp4"})
    void aTrackThatIsCutShortIsFound(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        Files.write(folder.resolve(file), Arrays.copyOf(bytes, bytes.length - 200));
        assertThat(problems()).hasSize(1).first().asString().startsWith(file + ": ");
    }

    @Test
    void aFragmentWithoutAKeyFrameIsFoundInTheSamplesThemselves() throws IOException {
        CraftedTrack sliced = CraftedTrack.picture(640, 360, 900);
        sliced.firstUnit = CraftedTrack.SLICE;
        sliced.write(folder.resolve("v.mp4"));
        assertThat(problems()).containsExactly("v.mp4: fragment 0 does not start with a key frame");
    }

    @Test
    void tracksThatEndApartAreFound() throws IOException {
        CraftedTrack shorter = CraftedTrack.sound(2);
        shorter.lastSamples = 80;
        shorter.write(folder.resolve("a.mp4"));
        assertThat(problems()).containsExactly("a.mp4 lasts 15.744 s instead of 16.0 s");
    }

    @Test
    void aPlaylistThatEndsApartFromItsTrackIsFound() throws IOException {
        replace("a.m3u8", "#EXTINF:6\\.016", "#EXTINF:5.8");
        assertThat(problems()).hasSize(1).first().asString().startsWith("a.m3u8 lasts ");
    }

    /** As an encoder makes them that does not keep to its key-frame grid. */
    @Test
    void segmentsThatAreTooLongAreFound() throws IOException {
        assertThat(PackageVerifier.problems(files, Duration.ofSeconds(3), folder))
                .contains("v.m3u8: a segment lasts 6.0 s instead of about 3.0 s");
    }

    @Test
    void subtitlesThatAreNoneAreFound() throws IOException {
        Files.writeString(folder.resolve("t.vtt"), "1\n00:00:01,000 --> 00:00:02,000\nx\n");
        assertThat(problems()).containsExactly("t.vtt: it does not begin with WEBVTT");
    }

    @Test
    void thumbnailsThatAreNoneAreFound() throws IOException {
        Files.write(folder.resolve(Thumbnails.FILE), new byte[20]);
        assertThat(problems()).containsExactly("thumbnails.jpg: not a JPEG");
    }

    @Test
    void aPlaylistThatIsNoneIsFound() throws IOException {
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
