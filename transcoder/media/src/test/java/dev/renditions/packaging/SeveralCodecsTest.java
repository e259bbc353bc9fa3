package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.packaging.conformance.SeveralCodecs;
import dev.renditions.testing.Conformance;
import io.lindstrom.m3u8.model.IFrameVariant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several video codecs in the master playlist and the manifest. */
final class SeveralCodecsTest {
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void dashHasASetForEachVideoCodec() throws IOException {
        List<Track> tracks = new ArrayList<>();
        for (int at = 1; at <= 2; at++) {
            CraftedTrack.av1(640 / at, 360 / at, 100 / at).write(folder.resolve("x" + at + ".mp4"));
            CraftedTrack.hevc(640 / at, 360 / at, 200 / at).write(folder.resolve("h" + at + ".mp4"));
            CraftedTrack.picture(640 / at, 360 / at, 300 / at).write(folder.resolve("v" + at + ".mp4"));
            tracks.addAll(List.of(
                    new Track.Video("x" + at + ".mp4"),
                    new Track.Video("h" + at + ".mp4"),
                    new Track.Video("v" + at + ".mp4")));
        }
        HlsPackage.write(tracks, SEGMENT, folder);

        assertThat(texts().sets())
                .containsExactly(
                        "video avc1.64001f", "video hvc1.1.6.L93.B0", "video av01.0.04M.08", "video avc1.64001f");
        assertThat(texts().variants())
                .containsExactly(
                        "v1 avc1.64001f null",
                        "v2 avc1.64001f null",
                        "h1 hvc1.1.6.L93.B0 null",
                        "h2 hvc1.1.6.L93.B0 null",
                        "x1 av01.0.04M.08 null",
                        "x2 av01.0.04M.08 null");
        assertThat(Conformance.violations(folder, SEGMENT)).isEmpty();
    }

    @Test
    void aPackageOfManyTracksConforms() throws IOException {
        SeveralCodecs.write(folder);
        assertThat(Conformance.violations(folder, SEGMENT)).isEmpty();
    }

    @Test
    void eachRungOfEachCodecHasAnIFramePlaylist() throws IOException {
        SeveralCodecs.write(folder);

        assertThat(new MasterPlaylistParser()
                        .readPlaylist(folder.resolve("master.m3u8"))
                        .iFrameVariants())
                .extracting(IFrameVariant::uri)
                .containsExactly(
                        "v1-iframes.m3u8",
                        "v2-iframes.m3u8",
                        "h1-iframes.m3u8",
                        "h2-iframes.m3u8",
                        "x1-iframes.m3u8",
                        "x2-iframes.m3u8");
    }

    /** Players that know no other codec can use it, though the smallest rung of all is in AV1. */
    @Test
    void theTrackForFastPlaybackIsInTheFirstCodec() throws IOException {
        CraftedTrack.picture(640, 360, 300).write(folder.resolve("v.mp4"));
        CraftedTrack.av1(640, 360, 100).write(folder.resolve("x.mp4"));
        HlsPackage.write(List.of(new Track.Video("x.mp4"), new Track.Video("v.mp4")), SEGMENT, folder);

        assertThat(texts().sets()).last().isEqualTo("video avc1.64001f");
        assertThat(Files.size(folder.resolve("trick.mp4"))).isGreaterThan(8 * 300);
    }

    @Test
    void refusesCodecsWithDifferentKeyFrameTimes() {
        CraftedTrack.picture(640, 360, 300).write(folder.resolve("v.mp4"));
        CraftedTrack shorter = CraftedTrack.av1(640, 360, 100);
        shorter.samples = 40;
        shorter.fragments = 10;
        shorter.write(folder.resolve("x.mp4"));

        assertThatThrownBy(() ->
                        HlsPackage.write(List.of(new Track.Video("v.mp4"), new Track.Video("x.mp4")), SEGMENT, folder))
                .isInstanceOf(PackagingException.class)
                .hasMessageStartingWith("x.mp4: its key frames allow splits at ");
    }

    private PackageTexts texts() {
        return new PackageTexts(folder);
    }
}
