package dev.renditions.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.testing.SampleRendition;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RenditionLayoutTest {
    @Test
    void analysesLieBesideTheRenditionsOfTheirContent() {
        AnalysisKey key = new AnalysisKey(ContentHash.of(new byte[0]), "sound-condition", 12);
        String hash = key.content().hex();
        String path = RenditionLayout.analysis(key);
        assertThat(path).isEqualTo(hash.substring(0, 2) + "/" + hash + "/analyses/sound-condition-12.json");
        assertThat(RenditionLayout.analysisOf(path)).contains(key);
        assertThat(RenditionLayout.keyOfFile(path)).isEmpty();
        for (String other : List.of(
                "x" + path,
                path + "x",
                "00" + path.substring(2),
                path.replace("-12", "-012"),
                path.replace("-12", "-0"),
                path.replace("-12", ""),
                path.replace("-12", "-99999999999"),
                path.replace("sound", "Sound"),
                path.replace("sound", "-sound"),
                path.replace("analyses", "analysis"))) {
            assertThat(RenditionLayout.analysisOf(other)).as(other).isEmpty();
        }
    }

    private static final String HASH = "20aa65ab1e5b8d0a0c7d92bf15ef4a5b9b26ad8fc8a1a4b1be95aae7a2c8f1c6";

    @TempDir
    Path scratch;

    @Test
    void manifestLiesUnderHashAndProfile() {
        String hash = SampleRendition.KEY.content().hex();

        assertThat(RenditionLayout.manifest(SampleRendition.KEY))
                .isEqualTo(hash.substring(0, 2) + "/" + hash + "/mp4-360p-0123456789ab/rendition.json");
    }

    @Test
    void pathOfAManifestNamesItsRendition() {
        assertThat(RenditionLayout.keyOf(RenditionLayout.manifest(SampleRendition.KEY)))
                .contains(SampleRendition.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rendition.json",
                "20/HASH/poster-0123456789ab",
                "20/HASH/poster-0123456789ab/",
                "20/HASH/poster-0123456789ab/renditionXjson",
                "20/HASH/poster-0123456789ab/rendition.json/",
                "20/HASH/poster-0123456789ab/a6d0490da809/rendition.json",
                "/20/HASH/poster-0123456789ab/rendition.json",
                "21/HASH/poster-0123456789ab/rendition.json",
                "20/HASH0/poster-0123456789ab/rendition.json",
                "20/HASH/poster/rendition.json",
                "20/HASH/-0123456789ab/rendition.json",
                "20/HASH/Poster-0123456789ab/rendition.json",
                "20/HASH/poster-0123456789AB/rendition.json",
                "20/HASH/poster-0123456789ab/rendition.json\n"
            })
    void otherPathsNameNoRendition(String path) {
        assertThat(RenditionLayout.keyOf(path.replace("HASH", HASH))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rendition.json", "0123456789ab/video.mp4", "0123456789ab/a/b\n.ts", "x"})
    void anyFileNamesItsRendition(String file) {
        assertThat(RenditionLayout.keyOfFile(RenditionLayout.folder(SampleRendition.KEY) + "/" + file))
                .contains(SampleRendition.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "21/HASH/poster-0123456789ab/x", "20/HASH/poster/x", "20/HASH/poster-0123456789ab/"})
    void fileElsewhereNamesNoRendition(String path) {
        assertThat(RenditionLayout.keyOfFile(path.replace("HASH", HASH))).isEmpty();
    }

    @Test
    void pathOfAPointerNamesItsTrack() {
        TrackId track = new TrackId(TrackKind.AUDIO, HASH);

        assertThat(RenditionLayout.track(track)).isEqualTo("tracks/20/audio-" + HASH + ".json");
        assertThat(RenditionLayout.trackOf(RenditionLayout.track(track))).contains(track);
        assertThat(RenditionLayout.keyOfFile(RenditionLayout.track(track))).isEmpty();
        assertThat(RenditionLayout.lease(track)).isEqualTo("tracks/20/audio-" + HASH);
        assertThat(RenditionLayout.lease(SampleRendition.KEY)).isEqualTo(RenditionLayout.folder(SampleRendition.KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".json",
                "tracks/",
                "tracks/20/",
                "tracks/20/.json",
                "tracks/20/audio-HASH",
                "tracks/20/audio-HASH.json/",
                "tracks/20/audio-HASH.json\n",
                "tracks/20/audio-HASH0.json",
                "tracks/20/text-HASH.json",
                "tracks/21/audio-HASH.json",
                "tracks/20/20/audio-HASH.json",
                "tracks/audio-HASH.json",
                "/tracks/20/audio-HASH.json",
                "leases/tracks/20/audio-HASH.json"
            })
    void otherPathsNameNoTrack(String path) {
        assertThat(RenditionLayout.trackOf(path.replace("HASH", HASH))).isEmpty();
    }

    @Test
    void pathOfAFileNamesItsSegment() {
        SegmentId segment = new SegmentId(new TrackId(TrackKind.VIDEO, HASH), 1350, 2700);

        assertThat(RenditionLayout.segment(segment)).isEqualTo("segments/20/video-" + HASH + "/1350-2700.mp4");
        assertThat(RenditionLayout.segment(segment)).startsWith(RenditionLayout.segments(segment.track()));
        assertThat(RenditionLayout.segmentOf(RenditionLayout.segment(segment))).contains(segment);
        assertThat(RenditionLayout.trackOf(RenditionLayout.segment(segment))).isEmpty();
        assertThat(RenditionLayout.keyOfFile(RenditionLayout.segment(segment))).isEmpty();
        assertThat(RenditionLayout.lease(segment)).isEqualTo("segments/20/video-" + HASH + "/1350-2700");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ".mp4",
                "/.mp4",
                "segments/",
                "segments/20/video-HASH/",
                "segments/20/video-HASH/.mp4",
                "segments/20/video-HASH/0-30",
                "segments/20/video-HASH/0-30.mp4/",
                "segments/20/video-HASH/0-30.mp4\n",
                "segments/20/video-HASH/30-30.mp4",
                "segments/20/video-HASH/030-60.mp4",
                "segments/20/video-HASH/-1-30.mp4",
                "segments/20/video-HASH/0-99999999999999999999.mp4",
                "segments/20/text-HASH/0-30.mp4",
                "segments/20/video-HASH0/0-30.mp4",
                "segments/21/video-HASH/0-30.mp4",
                "segments/video-HASH/0-30.mp4",
                "/segments/20/video-HASH/0-30.mp4",
                "leases/segments/20/video-HASH/0-30.mp4"
            })
    void otherPathsNameNoSegment(String path) {
        assertThat(RenditionLayout.segmentOf(path.replace("HASH", HASH))).isEmpty();
    }

    @Test
    void filesLieBesideTheManifestUnderTheirDigest() {
        Manifest manifest =
                SampleRendition.of(SampleRendition.KEY, "first", scratch).manifest();

        assertThat(RenditionLayout.file(manifest, manifest.main()))
                .isEqualTo(RenditionLayout.folder(manifest.key()) + "/"
                        + RenditionLayout.packageDigest(manifest.files()) + "/video.mp4");
    }

    /** With another digest, published files could not be found. */
    @Test
    void digestIsStable() {
        // printf 'a.txt\0%s\nb.txt\0%s\n' $HASH $HASH | sha256sum
        assertThat(RenditionLayout.packageDigest(List.of(file("a.txt", HASH), file("b.txt", HASH))))
                .isEqualTo("a6d0490da809");
    }

    @Test
    void orderOfFilesDoesNotCount() {
        assertThat(RenditionLayout.packageDigest(List.of(file("b.txt", HASH), file("a.txt", HASH))))
                .isEqualTo(RenditionLayout.packageDigest(List.of(file("a.txt", HASH), file("b.txt", HASH))));
    }

    @Test
    void nameAndHashOfEachFileCount() {
        String other = ContentHash.of(new byte[1]).hex();
        String one = RenditionLayout.packageDigest(List.of(file("a.txt", HASH)));

        assertThat(RenditionLayout.packageDigest(List.of(file("b.txt", HASH)))).isNotEqualTo(one);
        assertThat(RenditionLayout.packageDigest(List.of(file("a.txt", other)))).isNotEqualTo(one);
    }

    @Test
    void locationKeepsTheEmptyHostOfAFileUri() {
        Manifest manifest =
                SampleRendition.of(SampleRendition.KEY, "first", scratch).manifest();

        URI uri = RenditionLayout.stored(URI.create("file:///out/"), manifest)
                .location()
                .uri();

        assertThat(uri.toString()).isEqualTo("file:///out/" + RenditionLayout.file(manifest, manifest.main()));
    }

    @Test
    void locationHasTheSizesOfItsMainFileAndOfAllFiles() {
        Manifest manifest =
                SampleRendition.of(SampleRendition.KEY, "first", scratch).manifest();
        RenditionLocation location =
                RenditionLayout.stored(URI.create("s3://b/"), manifest).location();

        assertThat(manifest.files()).hasSizeGreaterThan(1);
        assertThat(location.bytes()).isEqualTo(manifest.files().get(0).bytes());
        assertThat(location.allBytes())
                .isEqualTo(manifest.files().stream()
                        .mapToLong(RenditionFile::bytes)
                        .sum())
                .isGreaterThan(location.bytes());
    }

    private static RenditionFile file(String name, String hash) {
        return new RenditionFile(name, "text/plain", 1, ContentHash.parse(hash));
    }
}
