package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.conformance.BrokenPackage;
import dev.renditions.packaging.conformance.EachBrokenGroupRule;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A package of real tracks in H.264, HEVC and AV1, with AAC and E-AC-3 in two languages, conforms to all rules of HLS and
 * DASH, and each broken rule about several tracks is found.
 */
@Timeout(120)
final class SeveralCodecsIT {
    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    private static List<PackagedFile> files;

    @BeforeAll
    static void packaged() throws IOException {
        List<Track> tracks = SampleTracks.of(shared, "640x360", "25", 50, "16")
                .rung("v1.mp4", "640x360", 800)
                .rung("v2.mp4", "320x180", 300)
                .hevcRung("h1.mp4", "640x360")
                .hevcRung("h2.mp4", "320x180")
                .av1Rung("x1.mp4", "640x360")
                .av1Rung("x2.mp4", "320x180")
                .sound(new Track.Audio("en.mp4", "en", "English"), 2)
                .sound(new Track.Audio("de.mp4", "de", "Deutsch"), 2)
                .surround(new Track.Audio("en51.mp4", "en", "English"))
                .surround(new Track.Audio("de51.mp4", "de", "Deutsch"))
                .sound(new Track.Audio("talk.mp4", "en", "Commentary", AudioPurpose.COMMENTARY), 2)
                .sound(new Track.Audio("seen.mp4", "en", "Description", AudioPurpose.DESCRIPTION), 1)
                .dolbyStereo(new Track.Audio("talk-dolby.mp4", "en", "Commentary", AudioPurpose.COMMENTARY))
                .dolbyStereo(new Track.Audio("seen-dolby.mp4", "en", "Description", AudioPurpose.DESCRIPTION))
                .make();
        files = HlsPackage.write(tracks, SampleTracks.SEGMENT, shared);
    }

    @Test
    void conforms() throws IOException {
        Conformance.assertConformant(shared, SampleTracks.SEGMENT);
        assertThat(PackageVerifier.problems(files, SampleTracks.SEGMENT, shared))
                .isEmpty();
        assertThatNoException().isThrownBy(() -> DashSchema.validate(shared.resolve("manifest.mpd")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            h1.mp4, hvc1.1.6.L63.90
            x1.mp4, av01.0.01M.08
            en.mp4, mp4a.40.2
            en51.mp4, ec-3
            """)
    void codecIsReadFromTheFile(String file, String codec) throws IOException {
        assertThat(TrackFile.read(shared.resolve(file)).header().entry().codec())
                .isEqualTo(codec);
    }

    @Test
    void channelsOfSurroundAreThoseThatFfmpegFinds() throws IOException {
        SampleEntry entry = TrackFile.read(shared.resolve("en51.mp4")).header().entry();

        assertThat(entry).isEqualTo(new SampleEntry.Sound("ec-3", 6, 48000, 0xF801));
        assertThat(TestMedia.look(shared.resolve("en51.mp4"))
                        .at("/streams/0/channels")
                        .intValue())
                .isEqualTo(6);
    }

    /** Segments of all codecs hold the same frames, though their playlists state decode times. */
    @ParameterizedTest
    @CsvSource({"v1", "h1", "x1", "en51"})
    void ffmpegDecodesTheSameFromPlaylistAndFile(String stem) throws IOException {
        assertThat(hashes(stem + ".m3u8")).isNotEmpty().isEqualTo(hashes(stem + ".mp4"));
    }

    @EachBrokenGroupRule
    void changedTextBreaksItsRule(String rule, String file, String pattern, String replacement) throws IOException {
        try (Stream<Path> whole = Files.list(shared)) {
            for (Path each : whole.toList()) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
        BrokenPackage.assertBreaks(rule, folder, file, pattern, replacement, SampleTracks.SEGMENT);
    }

    private List<String> hashes(String file) throws IOException {
        Path out = TestMedia.make(folder.resolve("hashes.md5"), "-i file:" + shared.resolve(file) + " -f framemd5");
        return Files.readAllLines(out).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }
}
