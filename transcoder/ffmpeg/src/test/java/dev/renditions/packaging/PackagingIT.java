package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.packaging.conformance.HlsCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real tracks become packages that keep all clauses. */
@Timeout(120)
final class PackagingIT {
    @TempDir
    Path folder;

    @Test
    void landscapeWithSoundAndSubtitlesKeepsAllClauses() throws IOException {
        List<PackagedFile> files = packaged(SampleTracks.of(folder, "1280x720", "25", 50, "21.5")
                .rung("v720.mp4", "1280x720", 3000)
                .rung("v360.mp4", "640x360", 800)
                .sound("a.mp4", "en", 2)
                .text("t.vtt"));

        assertThat(files).first().isEqualTo(new PackagedFile("master.m3u8", "application/vnd.apple.mpegurl"));
        assertThat(files)
                .extracting(PackagedFile::name)
                .containsExactly(
                        "master.m3u8",
                        "manifest.mpd",
                        "v360.m3u8",
                        "v360-iframes.m3u8",
                        "v720.m3u8",
                        "v720-iframes.m3u8",
                        "a.m3u8",
                        "t.m3u8",
                        "v720.mp4",
                        "v360.mp4",
                        "a.mp4",
                        "t.vtt",
                        "trick.mp4");
        assertKept();
    }

    @Test
    void portraitAtAnOddRateWithoutSoundKeepsAllClauses() throws IOException {
        packaged(SampleTracks.of(folder, "406x720", "30000/1001", 60, "14")
                .rung("v406.mp4", "406x720", 1500)
                .rung("v202.mp4", "202x360", 500));

        assertKept();
    }

    @Test
    void twoSoundsOneOfThemMonoKeepAllClauses() throws IOException {
        packaged(SampleTracks.of(folder, "640x360", "60000/1001", 120, "13")
                .rung("v.mp4", "640x360", 800)
                .sound("en.mp4", "en", 2)
                .sound("de.mp4", "de", 1));

        assertKept();
    }

    @Test
    void lessThanOneSegmentKeepsAllClauses() throws IOException {
        packaged(SampleTracks.of(folder, "320x180", "24", 48, "0.7")
                .rung("v.mp4", "320x180", 300)
                .sound("a.mp4", "und", 2));

        assertKept();
    }

    @Test
    void anotherReaderFindsThePicturesOfTheFileInItsPlaylist() throws IOException {
        packaged(SampleTracks.of(folder, "320x180", "25", 50, "13").rung("v.mp4", "320x180", 300));

        assertThat(hashes("v.m3u8")).hasSize(325).isEqualTo(hashes("v.mp4"));
    }

    @Test
    void rungsWithKeyFramesAtOtherTimesAreRefused() {
        SampleTracks tracks = SampleTracks.of(folder, "320x180", "25", 50, "13").rung("v1.mp4", "320x180", 300);
        List<Track> both = List.of(tracks.make().get(0), new Track.Video("v2.mp4"));
        SampleTracks.of(folder, "160x90", "25", 40, "13")
                .rung("v2.mp4", "160x90", 100)
                .make();

        assertThatThrownBy(() -> HlsPackage.write(both, SampleTracks.SEGMENT, folder))
                .isInstanceOf(PackagingException.class)
                .hasMessageStartingWith("v2.mp4: its key frames allow cuts at ");
    }

    private List<String> hashes(String file) throws IOException {
        Path out = TestMedia.make(folder.resolve("frames.md5"), "-i file:" + folder.resolve(file) + " -f framemd5");
        return Files.readAllLines(out).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    private List<PackagedFile> packaged(SampleTracks tracks) throws IOException {
        return HlsPackage.write(tracks.make(), SampleTracks.SEGMENT, folder);
    }

    private void assertKept() throws IOException {
        assertThat(HlsCheck.check(folder, SampleTracks.SEGMENT)).isEmpty();
    }
}
