package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.TextFlags;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.packaging.conformance.BrokenPackage;
import dev.renditions.packaging.conformance.EachBrokenRule;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages of real tracks conform to all rules of HLS and DASH. */
@Timeout(120)
final class PackagingIT {
    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    @Test
    void landscapeWithAudioAndSubtitlesConforms() throws IOException {
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
    void portraitAtAnOddRateWithoutAudioConforms() throws IOException {
        packaged(SampleTracks.of(folder, "406x720", "30000/1001", 60, "14")
                .rung("v406.mp4", "406x720", 1500)
                .rung("v202.mp4", "202x360", 500));

        assertKept();
    }

    @Test
    void stereoAndMonoTrackConform() throws IOException {
        packaged(SampleTracks.of(folder, "640x360", "60000/1001", 120, "13")
                .rung("v.mp4", "640x360", 800)
                .sound("en.mp4", "en", 2)
                .sound("de.mp4", "de", 1));

        assertKept();
    }

    @Test
    void lessThanOneSegmentConforms() throws IOException {
        packaged(SampleTracks.of(folder, "320x180", "24", 48, "0.7")
                .rung("v.mp4", "320x180", 300)
                .sound("a.mp4", "und", 2));

        assertKept();
    }

    @Test
    void ffmpegDecodesTheSameFramesFromPlaylistAndFile() throws IOException {
        packaged(SampleTracks.of(folder, "320x180", "25", 50, "13").rung("v.mp4", "320x180", 300));

        assertThat(hashes("v.m3u8")).hasSize(325).isEqualTo(hashes("v.mp4"));
    }

    @Test
    void refusesRungsWithDifferentKeyFrameTimes() {
        SampleTracks tracks = SampleTracks.of(folder, "320x180", "25", 50, "13").rung("v1.mp4", "320x180", 300);
        List<Track> both = List.of(tracks.make().get(0), new Track.Video("v2.mp4"));
        SampleTracks.of(folder, "160x90", "25", 40, "13")
                .rung("v2.mp4", "160x90", 100)
                .make();

        assertThatThrownBy(() -> HlsPackage.write(both, SampleTracks.SEGMENT, folder))
                .isInstanceOf(PackagingException.class)
                .hasMessageStartingWith("v2.mp4: its key frames allow splits at ");
    }

    /** With a package of tracks from ffmpeg, which is made once. */
    @EachBrokenRule
    void changedTextBreaksItsRule(String rule, String file, String pattern, String replacement) throws IOException {
        try (Stream<Path> whole = Files.list(sixteenSeconds())) {
            for (Path each : whole.toList()) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
        BrokenPackage.assertBreaks(rule, folder, file, pattern, replacement, SampleTracks.SEGMENT);
    }

    private static synchronized Path sixteenSeconds() throws IOException {
        if (Files.notExists(shared.resolve("master.m3u8"))) {
            List<Track> tracks = SampleTracks.of(shared, "640x360", "25", 50, "16")
                    .rung("v1.mp4", "640x360", 800)
                    .rung("v2.mp4", "320x180", 300)
                    .sound("a.mp4", "en", 2)
                    .text("t.vtt")
                    .make();
            Thumbnails thumbnails = Thumbnails.of(shared.resolve("v2.mp4"));
            TestMedia.make(
                    shared.resolve(Thumbnails.FILE),
                    "-f lavfi -i testsrc2=s=" + thumbnails.sheet() + " -frames:v 1 -c:v mjpeg -f image2");
            HlsPackage.write(tracks, Optional.of(thumbnails), SampleTracks.SEGMENT, shared);
            Conformance.assertConformant(shared, SampleTracks.SEGMENT);
        }
        return shared;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RFC 8216, 4.3.4.1.1 | NAME="French",DEFAULT=NO | NAME="French",DEFAULT=YES
            RFC 8216, 4.3.4.1.1 | LANGUAGE="fr" | LANGUAGE="en"
            RFC 8216, 4.3.4.1.1 | NAME="French" | NAME="English"
            Apple 4.5 | public.accessibility.transcribes-spoken-dialog, | ''
            Apple 4.6 | NAME="English .SDH.",DEFAULT=NO,AUTOSELECT=YES | NAME="English (SDH)",DEFAULT=NO,AUTOSELECT=NO
            Apple 5.11 | NAME="English .forced.",DEFAULT=NO,AUTOSELECT=YES | NAME="English (forced)",DEFAULT=NO,AUTOSELECT=NO
            """)
    void changedSubtitleFlagBreaksItsRule(String rule, String pattern, String replacement) throws IOException {
        List<Track> tracks = new ArrayList<>(SampleTracks.of(folder, "320x180", "25", 50, "3")
                .rung("v.mp4", "320x180", 300)
                .make());
        tracks.add(new Track.Text("t1.vtt", "en", "English", new TextFlags(true, false, false)));
        tracks.add(new Track.Text("t2.vtt", "fr", "French"));
        tracks.add(new Track.Text("t3.vtt", "en", "English (SDH)", new TextFlags(false, false, true)));
        tracks.add(new Track.Text("t4.vtt", "en", "English (forced)", new TextFlags(false, true, false)));
        for (int i = 1; i <= 4; i++) {
            Files.writeString(folder.resolve("t" + i + ".vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
        }
        HlsPackage.write(tracks, SampleTracks.SEGMENT, folder);
        assertKept();
        BrokenPackage.assertBreaks(rule, folder, "master.m3u8", pattern, replacement, SampleTracks.SEGMENT);
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
        Conformance.assertConformant(folder, SampleTracks.SEGMENT);
    }
}
