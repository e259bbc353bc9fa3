package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.mp4.CraftedTrack;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.IFrameVariant;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.BaseURL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All file names in packages are replaced, and nothing else. */
final class UriReferencesTest {
    /** Contains parts of presigned links, and special characters of regular expressions and XML. */
    private static final String HOST = "https://b.s3.amazonaws.com/r/$1/\\d?X-Amz-Date=2&X-Amz-Signature=%2F<0>&n=";

    @TempDir
    Path folder;

    @BeforeEach
    void pack() throws IOException {
        CraftedTrack.picture(640, 360, 2000).write(folder.resolve("v1.mp4"));
        CraftedTrack.picture(320, 180, 200).write(folder.resolve("v2.mp4"));
        CraftedTrack.sound(2).write(folder.resolve("a.mp4"));
        Files.writeString(folder.resolve("t.vtt"), "WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n");
        HlsPackage.write(
                List.of(
                        new Track.Video("v1.mp4"),
                        new Track.Video("v2.mp4"),
                        new Track.Audio("a.mp4", "en", "a,URI=b"),
                        new Track.Text("t.vtt", "en", "English")),
                Duration.ofSeconds(6),
                folder);
    }

    @Test
    void replacesEveryPlaylistInAMaster() throws IOException {
        String text = Files.readString(folder.resolve("master.m3u8"));
        MasterPlaylist linked = new MasterPlaylistParser().readPlaylist(UriReferences.inPlaylist(text, HOST::concat));
        assertThat(linked.variants()).extracting(Variant::uri).containsExactly(HOST + "v1.m3u8", HOST + "v2.m3u8");
        assertThat(linked.iFrameVariants())
                .extracting(IFrameVariant::uri)
                .containsExactly(HOST + "v1-iframes.m3u8", HOST + "v2-iframes.m3u8");
        assertThat(linked.alternativeRenditions())
                .extracting(AlternativeRendition::uri)
                .extracting(uri -> uri.orElse(""))
                .containsExactlyInAnyOrder(HOST + "a.m3u8", HOST + "t.m3u8");
        assertThat(linked.alternativeRenditions())
                .extracting(AlternativeRendition::name)
                .contains("a,URI=b");
    }

    @Test
    void replacesFilesAndKeepsRangesInMediaPlaylists() throws IOException {
        for (String name : List.of("v1.m3u8", "v1-iframes.m3u8", "a.m3u8", "t.m3u8")) {
            String text = Files.readString(folder.resolve(name));
            MediaPlaylist before = new MediaPlaylistParser().readPlaylist(text);
            MediaPlaylist linked = new MediaPlaylistParser().readPlaylist(UriReferences.inPlaylist(text, HOST::concat));
            assertThat(linked.mediaSegments()).as(name).isNotEmpty().hasSameSizeAs(before.mediaSegments());
            for (int i = 0; i < linked.mediaSegments().size(); i++) {
                MediaSegment was = before.mediaSegments().get(i);
                MediaSegment is = linked.mediaSegments().get(i);
                assertThat(is.uri()).isEqualTo(HOST + was.uri());
                assertThat(is.byteRange()).isEqualTo(was.byteRange());
                assertThat(is.segmentMap().map(map -> map.uri()))
                        .isEqualTo(was.segmentMap().map(map -> HOST + map.uri()));
            }
        }
    }

    @Test
    void identityReplacementKeepsTheText() throws IOException {
        for (String name : List.of("master.m3u8", "v1.m3u8", "v1-iframes.m3u8", "a.m3u8", "t.m3u8")) {
            String text = Files.readString(folder.resolve(name));
            assertThat(UriReferences.inPlaylist(text, same -> same)).isEqualTo(text);
        }
        String manifest = Files.readString(folder.resolve("manifest.mpd"));
        assertThat(UriReferences.inManifest(manifest, same -> same)).isEqualTo(manifest);
    }

    @Test
    void replacesEveryTrackInAManifest() throws IOException {
        String text = Files.readString(folder.resolve("manifest.mpd"));
        List<String> links = new ArrayList<>();
        new MPDParser()
                .parse(UriReferences.inManifest(text, HOST::concat))
                .getPeriods()
                .forEach(period -> period.getAdaptationSets()
                        .forEach(set -> set.getRepresentations()
                                .forEach(r -> r.getBaseURLs().stream()
                                        .map(BaseURL::getValue)
                                        .forEach(links::add))));
        assertThat(links)
                .containsExactlyInAnyOrder(
                        HOST + "v1.mp4", HOST + "v2.mp4", HOST + "a.mp4", HOST + "t.vtt", HOST + "trick.mp4");
    }

    @Test
    void replacesTheThumbnailSheetAndEscapesDollars() {
        String set = "<SegmentTemplate media=\"thumbnails.jpg\" timescale=\"1000\"/>";

        assertThat(UriReferences.inManifest(set, name -> "https://b/$1/" + name + "?a=1&b=2"))
                .isEqualTo("<SegmentTemplate media=\"https://b/$$1/thumbnails.jpg?a=1&amp;b=2\" timescale=\"1000\"/>");
    }

    @Test
    void replacesImagesButNotTimesInCues() {
        String cues = "WEBVTT\n\n00:00.000 --> 00:01.000\nstoryboard.jpg#xywh=0,0,16,9\n\n"
                + "00:01.000 --> 00:02.000\nstoryboard.jpg#xywh=16,0,16,9\n";
        assertThat(UriReferences.inCues(cues, HOST::concat))
                .isEqualTo(cues.replace("storyboard.jpg", HOST + "storyboard.jpg"));
    }
}
