package dev.renditions.packaging.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.packaging.DashSchema;
import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.Thumbnails;
import dev.renditions.packaging.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Every rule is kept by a package as it is written, and said to be broken when one thing of it is changed. */
final class HlsCheckTest {
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

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Apple 1.26 | master.m3u8 | AVERAGE-BANDWIDTH=\\d+ | AVERAGE-BANDWIDTH=900000
            Apple 1.27 | master.m3u8 | :BANDWIDTH=\\d+ | :BANDWIDTH=9000000
            Apple 9.13 | master.m3u8 | :BANDWIDTH=\\d+ | :BANDWIDTH=1000
            Apple 9.13 | master.m3u8 | v1-iframes.m3u8",BANDWIDTH=\\d+ | v1-iframes.m3u8",BANDWIDTH=1000
            Apple 1.32 | master.m3u8 | (?s)(#EXT-X-STREAM-INF[^#]*)(#EXT-X-STREAM-INF[^#]*) | $2$1
            Apple 1.33 | master.m3u8 | RESOLUTION=640x360 | RESOLUTION=640x480
            Apple 9.1 | master.m3u8 | CODECS="avc1.64001f,mp4a.40.2", | ``
            Apple 9.1 | master.m3u8 | avc1.64001f,mp4a.40.2 | avc1.640028,mp4a.40.2
            Apple 9.1 | master.m3u8 | avc1.64001f,mp4a.40.2 | avc1.64001f
            Apple 9.2 | master.m3u8 | RESOLUTION=640x360, | ``
            Apple 9.2 | master.m3u8 | RESOLUTION=640x360 | RESOLUTION=642x360
            Apple 9.3 | master.m3u8 | CODECS="avc1.64001f",RES | RES
            Apple 9.4 | master.m3u8 | ,RESOLUTION=640x360\\n#EXT-X-I | `\n#EXT-X-I`
            Apple 9.11 | master.m3u8 | #EXT-X-INDEPENDENT-SEGMENTS\\n | ``
            Apple 9.14 | master.m3u8 | ,AVERAGE-BANDWIDTH=\\d+ | ``
            Apple 9.15 | master.m3u8 | FRAME-RATE=25.0, | ``
            Apple 9.15 | master.m3u8 | FRAME-RATE=25.0 | FRAME-RATE=24.0
            Apple 6.1 | master.m3u8 | (?m)^#EXT-X-I-FRAME.*v2-iframes.*$ | ``
            Apple 8.9 | master.m3u8 | AUDIO="audio", | ``
            Apple 8.9 | master.m3u8 | (?m)^#EXT-X-MEDIA:TYPE=AUDIO.*\\n | ``
            Apple 8.9 | master.m3u8 | SUBTITLES="subtitles" | SUBTITLES="others"
            Apple 8.10 | master.m3u8 | LANGUAGE="en", | ``
            Apple 8.10 | master.m3u8 | LANGUAGE="de", | ``
            RFC 8216, 4.3.4.1 | master.m3u8 | CHANNELS="2" | CHANNELS="6"
            RFC 8216, 4.3.4.1 | master.m3u8 | DEFAULT=YES,AUTOSELECT=YES | DEFAULT=YES,AUTOSELECT=NO
            RFC 8216, 4.3.4.1.1 | master.m3u8 | DEFAULT=YES | DEFAULT=NO
            RFC 8216, 4.1 | master.m3u8 | (?m)^v1.m3u8 | ../v1.m3u8
            RFC 8216, 4.1 | master.m3u8 | (?m)^v1.m3u8 | https://example.org/v1.m3u8
            RFC 8216, 4.1 | master.m3u8 | (?m)^v1.m3u8 | v3.m3u8
            RFC 8216, 4.1 | master.m3u8 | #EXTM3U | #EXTM4U
            RFC 8216, 4.1 | v1.m3u8 | #EXT-X-TARGETDURATION:6\\n | ``
            Apple 9.20 | master.m3u8 | (?m)^v1.m3u8 | a.m3u8
            RFC 8216, 7 | v1.m3u8 | VERSION:7 | VERSION:4
            RFC 8216, 4.3.3.4 | v1.m3u8 | #EXT-X-ENDLIST\\n | ``
            Apple 8.6 | v1.m3u8 | #EXT-X-PLAYLIST-TYPE:VOD\\n | ``
            Apple 8.6 | t.m3u8 | #EXT-X-PLAYLIST-TYPE:VOD\\n | ``
            Apple 8.13 | v1.m3u8 | #EXTINF:4.0 | `#EXT-X-DISCONTINUITY\n#EXTINF:4.0`
            Apple 8.20 | v1.m3u8 | #EXT-X-MAP.*\\n | ``
            RFC 8216, 4.3.2.5 | v1.m3u8 | BYTERANGE="\\d+@0" | BYTERANGE="99@0"
            Apple 8.2 | a.m3u8 | TARGETDURATION:6 | TARGETDURATION:7
            Apple 7.5 | v1.m3u8 | TARGETDURATION:6 | TARGETDURATION:12
            Apple 7.6 | v1.m3u8 | #EXTINF:6.0 | #EXTINF:2.0
            Apple 7.7 | v1.m3u8 | #EXTINF:6.0 | #EXTINF:6.6
            RFC 8216, 4.3.3.1 | v1.m3u8 | TARGETDURATION:6 | TARGETDURATION:5
            Apple 8.1 | v1.m3u8 | #EXTINF:6.0 | #EXTINF:6.1
            Playback | v1.m3u8 | #EXTINF:4.0 | #EXTINF:0.2
            Playback | v1-iframes.m3u8 | (?s)#EXTINF:2.0(,[^#]*#EXT-X-BYTERANGE[^#]*#EXT-X-ENDLIST) | #EXTINF:0.2$1
            Apple 8.1 | v1-iframes.m3u8 | #EXTINF:2.0 | #EXTINF:1.9
            Apple 8.3 | a.m3u8 | (?s)(#EXTINF:6.016[^#]*#EXT-X-BYTERANGE[^#]*)#EXTINF.* | $1#EXT-X-ENDLIST
            Apple 8.7 | v1.m3u8 | (?s)#EXTINF:4.0.* | #EXT-X-ENDLIST
            Apple 8.7 | v1-iframes.m3u8 | (?s)(#EXTINF:2.0,\\n#EXT-X-BYTERANGE[^#]*)#EXT-X-ENDLIST | #EXT-X-ENDLIST
            Apple 8.22 | v1.m3u8 | (?s)#EXTINF:4.0.* | #EXT-X-ENDLIST
            Apple 7.1 | v1.m3u8 | (?s)#EXTINF:6.0[^#]*#EXT-X-BYTERANGE[^#]*#EXTINF:6.0 | #EXTINF:6.0
            Apple 7.4 | v1.m3u8 | #EXT-X-BYTERANGE:(\\d+)@(\\d+)\\d | #EXT-X-BYTERANGE:$1@$21
            RFC 8216, 4.3.2.2 | v1.m3u8 | #EXT-X-BYTERANGE:(\\d+)@ | #EXT-X-BYTERANGE:9$1@
            RFC 8216, 4.3.2.2 | v1.m3u8 | #EXT-X-BYTERANGE:(\\d+)@\\d+ | #EXT-X-BYTERANGE:$1
            RFC 8216, 4.3.2.2 | v1.m3u8 | (?m)^v1.mp4 | v2.mp4
            Apple 6.8 | v1-iframes.m3u8 | #EXT-X-I-FRAMES-ONLY\\n | ``
            RFC 8216, 4.3.3.6 | v1.m3u8 | #EXT-X-PLAYLIST | `#EXT-X-I-FRAMES-ONLY\n#EXT-X-PLAYLIST`
            Apple 6.10 | v1-iframes.m3u8 | #EXT-X-BYTERANGE:(\\d+)@(\\d+)\\d | #EXT-X-BYTERANGE:$1@$21
            RFC 8216, 4.3.3.6 | v1-iframes.m3u8 | #EXT-X-BYTERANGE:(\\d+)@ | #EXT-X-BYTERANGE:1$1@
            Apple 5.2 | t.vtt | WEBVTT | 1
            Apple 5.3 | t.vtt | X-TIMESTAMP-MAP.*\\n | ``
            Apple 5.5 | t.m3u8 | #EXTINF:16.0 | #EXTINF:15.0
            RFC 8216, 4.3.3.1 | t.m3u8 | TARGETDURATION:16 | TARGETDURATION:15
            ISO/IEC 23009-1, 8.3 | manifest.mpd | profile:isoff-on-demand | profile:isoff-live
            ISO/IEC 23009-1, 8.3 | manifest.mpd | subsegmentAlignment="true" | ``
            ISO/IEC 23009-1, 5.3.1.2 | manifest.mpd | PT16S | PT15S
            ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | indexRange="\\d+ | indexRange="1
            ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | range="0-\\d+ | range="0-1
            ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<AdaptationSet[^>]*text/vtt.*?</AdaptationSet> | ``
            ISO/IEC 23009-1, 5.3.7.2 | manifest.mpd | codecs="avc1.64001f" | codecs="avc1.640028"
            ISO/IEC 23009-1, 5.3.7.2 | manifest.mpd | width="640" | width="642"
            ISO/IEC 23009-1, 5.3.5.2 | manifest.mpd | bandwidth="\\d+" | bandwidth="1000"
            ISO/IEC 23009-1, 8.3 | manifest.mpd | ` profiles="[^"]*"` | ``
            ISO/IEC 23009-1, 5.3.2 | manifest.mpd | (?s)<Period.*</Period> | ``
            ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<AdaptationSet.*</AdaptationSet> | ``
            ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | <BaseURL>v1.mp4</BaseURL> | ``
            ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<SegmentBase.*?</SegmentBase> | ``
            ISO/IEC 23009-1, 5.3.9.2 | manifest.mpd | (?s)<Initialization.*?/> | ``
            ISO/IEC 23009-1, 5.2 | manifest.mpd | </MPD> | ``
            RFC 8216, 4.1 | manifest.mpd | >v1.mp4< | >../v1.mp4<
            DASH-IF IOP, 3.2.9 | manifest.mpd | guidelines/trickmode | guidelines/other
            DASH-IF IOP, 3.2.9 | manifest.mpd | (?s)trickmode" value="0" | trickmode" value="1"
            DASH-IF IOP, 6.2.6 | manifest.mpd | value="8x1" | value="8"
            DASH-IF IOP, 6.2.6 | manifest.mpd | thumbnails.jpg | other.jpg
            """)
    void aChangedTextBreaksItsClause(String clause, String file, String pattern, String replacement)
            throws IOException {
        Path changed = folder.resolve(file);
        String before = Files.readString(changed);
        Matcher matcher = Pattern.compile(pattern).matcher(before);
        assertThat(matcher.find()).as("%s in %s", pattern, before).isTrue();
        Files.writeString(changed, matcher.replaceFirst(replacement.replace("\\n", "\n")));

        assertThat(found()).anySatisfy(violation -> assertThat(violation).startsWith(clause + ": "));
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

    private List<String> found() throws IOException {
        return HlsCheck.check(folder, SEGMENT);
    }
}
