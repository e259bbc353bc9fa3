package dev.renditions.packaging.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.packaging.DashSchema;
import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.Thumbnails;
import dev.renditions.packaging.Track;
import dev.renditions.testing.Conformance;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Every rule is kept by a package as it is written, and said to be broken when one thing of it is changed. */
final class ConformanceCheckTest {
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @BeforeEach
    void packaged() throws IOException {
        CraftedTrack.picture(640, 360, 900).write(folder.resolve("v1.mp4"));
        CraftedTrack.picture(320, 180, 200).write(folder.resolve("v2.mp4"));
        CraftedTrack.sound(2).write(folder.resolve("a.mp4"));
        Files.writeString(folder.resolve("t.vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
        List<Track> tracks = List.of(
                new Track.Video("v1.mp4"),
                new Track.Video("v2.mp4"),
                new Track.Audio("a.mp4", "en", "English"),
                new Track.Text("t.vtt", "de", "Deutsch"));
        jpeg(1280, 90);
        HlsPackage.write(tracks, Optional.of(Thumbnails.of(folder.resolve("v2.mp4"))), SEGMENT, folder);
    }

    @Test
    void aPackageAsItIsWrittenKeepsAll() throws IOException {
        assertThat(found()).isEmpty();
        assertThat(ConformanceCheck.ofPackage(folder, Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"master.m3u8", "v1.m3u8", "v1-iframes.m3u8", "a.m3u8", "t.m3u8", "manifest.mpd"})
    void eachOfItsTextsKeepsAllByItself(String file) throws IOException {
        assertThat(ConformanceCheck.isManifest(folder.resolve(file))).isTrue();
        assertThat(ConformanceCheck.ofFile(folder.resolve(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.mp4", "t.vtt", "thumbnails.jpg", "nowhere.m3u8", "."})
    void nothingElseIsAManifest(String file) throws IOException {
        assertThat(ConformanceCheck.isManifest(folder.resolve(file))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            master.m3u8      | Apple 7.3: v1.mp4
            v1.m3u8          | Apple 7.3: v1.mp4
            v1-iframes.m3u8  | Apple 7.3: v1.mp4
            manifest.mpd     | Apple 7.3: v1.mp4
            """)
    void aTrackThatIsCutShortIsFoundByEachTextThatNamesIt(String file, String found) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("v1.mp4"));
        Files.write(folder.resolve("v1.mp4"), Arrays.copyOf(bytes, bytes.length - 5000));

        assertThat(ConformanceCheck.ofFile(folder.resolve(file)))
                .anySatisfy(violation -> assertThat(violation.toString()).startsWith(found));
    }

    @Test
    void aPlaylistOfAnyNameIsChecked() throws IOException {
        Files.move(folder.resolve("master.m3u8"), folder.resolve("my playlist"));
        assertThat(ConformanceCheck.ofFile(folder.resolve("my playlist"))).isEmpty();
        Files.delete(folder.resolve("v2.m3u8"));
        assertThat(ConformanceCheck.ofFile(folder.resolve("my playlist")))
                .contains(new Violation("RFC 8216, 4.1", "v2.m3u8", "not in the package"));
    }

    @Test
    void theManifestKeepsItsSchema() throws IOException {
        Path manifest = folder.resolve("manifest.mpd");
        assertThatNoException().isThrownBy(() -> DashSchema.validate(manifest));
        String text = Files.readString(manifest);
        for (String wrong : List.of(
                text.replaceFirst("(?s)(<Label>.*?</Label>)(\\s*)(<Role[^>]*/>)", "$3$2$1"),
                text.replaceFirst(" bandwidth=\"\\d+\"", ""),
                text.replaceFirst("id=\"1\"", "id=\"0\""),
                text.replace("PT16S", "16"))) {
            assertThat(wrong).isNotEqualTo(text);
            Files.writeString(manifest, wrong);
            assertThatThrownBy(() -> DashSchema.validate(manifest)).isInstanceOf(SAXException.class);
        }
    }

    @EachBrokenRule
    void aChangedTextBreaksItsClause(String clause, String file, String pattern, String replacement)
            throws IOException {
        BrokenPackage.assertBreaks(clause, folder, file, pattern, replacement, SEGMENT);
    }

    @Test
    void aVariantWhoseSegmentsNothingCallsIndependentIsFound() throws IOException {
        for (String file : List.of("master.m3u8", "v1.m3u8")) {
            Path path = folder.resolve(file);
            Files.writeString(path, Files.readString(path).replace("#EXT-X-INDEPENDENT-SEGMENTS\n", ""));
        }
        assertThat(found()).contains("Apple 9.12: v1.m3u8: no EXT-X-INDEPENDENT-SEGMENTS");
    }

    /** As much of a JPEG as says how large it is. */
    private void jpeg(int width, int height) throws IOException {
        byte[] start = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xFE, 0, 4, 'o', 'k'};
        byte[] frame = {(byte) 0xFF, (byte) 0xC0, 0, 17, 8};
        byte[] size = {(byte) (height >> 8), (byte) height, (byte) (width >> 8), (byte) width};
        Files.write(folder.resolve(Thumbnails.FILE), CraftedTrack.join(start, frame, size));
    }

    @Test
    void aSheetOfAnotherSizeThanItsTilesIsFound() throws IOException {
        jpeg(1280, 92);
        assertThat(found()).containsExactly("DASH-IF IOP, 6.2.6: manifest.mpd: the sheet of thumbnails is 1280x92");
        Files.write(folder.resolve(Thumbnails.FILE), new byte[20]);
        assertThat(found()).containsExactly("DASH-IF IOP, 6.2.6: manifest.mpd: thumbnails.jpg: not a JPEG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.m3u8",
                "v1-iframes.m3u8",
                "a.m3u8",
                "t.m3u8",
                "manifest.mpd",
                "master.m3u8",
                "a.mp4",
                "t.vtt",
                "trick.mp4",
                "thumbnails.jpg"
            })
    void aMissingFileIsNamed(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertThat(found()).contains("RFC 8216, 4.1: " + file + ": not in the package");
    }

    @Test
    void aSegmentThatBeginsWithoutAKeyFrameIsFoundInTheSamplesThemselves() throws IOException {
        CraftedTrack sliced = CraftedTrack.picture(640, 360, 900);
        sliced.firstUnit = CraftedTrack.SLICE;
        sliced.write(folder.resolve("v1.mp4"));

        assertThat(found()).containsExactly("Apple 7.4: v1.mp4: fragment 0 starts without an IDR frame");
    }

    @Test
    void aSegmentThatIsNotSaidToBeginWithAKeyFrameIsFound() throws IOException {
        CraftedTrack unmarked = CraftedTrack.picture(640, 360, 900);
        unmarked.firstFlags = 0x01010000;
        unmarked.write(folder.resolve("v1.mp4"));

        assertThat(found()).containsExactly("Apple 7.4: v1.mp4: fragment 0 starts without an IDR frame");
    }

    @Test
    void aTrackWhoseTimeJumpsIsFound() throws IOException {
        CraftedTrack late = CraftedTrack.picture(640, 360, 900);
        late.firstTime = 512;
        late.write(folder.resolve("v1.mp4"));

        assertThat(found()).anySatisfy(violation -> assertThat(violation).startsWith("Apple 7.3: v1.mp4: "));
    }

    @Test
    void aTrackThatIsCutShortIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("v1.mp4"));
        Files.write(folder.resolve("v1.mp4"), Arrays.copyOf(bytes, bytes.length - 5000));

        assertThat(found()).anySatisfy(violation -> assertThat(violation).startsWith("Apple 7.3: v1.mp4: "));
    }

    private List<String> found() {
        return Conformance.violations(folder, SEGMENT);
    }
}
