package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.testing.Conformance;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HlsPackageTest {
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void theBestRungOfAtMostTwoMegabitsComesFirstAndTheOthersRise() throws IOException {
        picture("v1.mp4", 2000);
        picture("v2.mp4", 4000);
        picture("v3.mp4", 9000);
        picture("v4.mp4", 10100);
        picture("v5.mp4", 20000);
        write(video("v1.mp4"), video("v4.mp4"), video("v2.mp4"), video("v3.mp4"), video("v5.mp4"));

        assertThat(variants()).containsExactly("v3.m3u8", "v1.m3u8", "v2.m3u8", "v4.m3u8", "v5.m3u8");
        Conformance.assertConformant(folder, SEGMENT);
    }

    @Test
    void theSmallestRungComesFirstWhereAllTakeMoreThanTwoMegabits() throws IOException {
        picture("v1.mp4", 30000);
        picture("v2.mp4", 20000);
        write(video("v1.mp4"), video("v2.mp4"));

        assertThat(variants()).containsExactly("v2.m3u8", "v1.m3u8");
        Conformance.assertConformant(folder, SEGMENT);
    }

    @Test
    void soundCountsTowardsWhatTheFirstVariantTakes() throws IOException {
        picture("v1.mp4", 4000);
        picture("v2.mp4", 9900);
        CraftedTrack.sound(2).write(folder.resolve("a.mp4"));
        write(video("v1.mp4"), video("v2.mp4"), new Track.Audio("a.mp4", "en", "English"));

        assertThat(variants()).containsExactly("v1.m3u8", "v2.m3u8");
    }

    @Test
    void aLastKeyFrameOfMillisecondsDoesNotRaiseThePeakOfScrubbing() throws IOException {
        CraftedTrack whole = CraftedTrack.picture(640, 360, 1000);
        whole.fragments = 3;
        whole.write(folder.resolve("v1.mp4"));
        CraftedTrack rest = CraftedTrack.picture(640, 360, 1000);
        rest.fragments = 4;
        rest.lastSamples = 1;
        rest.write(folder.resolve("v2.mp4"));
        write(video("v1.mp4"));
        long peak = scrubbing();
        Files.delete(folder.resolve("master.m3u8"));
        Files.delete(folder.resolve("manifest.mpd"));
        Files.delete(folder.resolve("trick.mp4"));
        write(video("v2.mp4"));

        assertThat(scrubbing()).isBetween(peak * 95 / 100, peak * 105 / 100);
        Conformance.assertConformant(folder, SEGMENT);
    }

    private long scrubbing() throws IOException {
        return new MasterPlaylistParser()
                .readPlaylist(folder.resolve("master.m3u8"))
                .iFrameVariants()
                .get(0)
                .bandwidth();
    }

    private List<String> variants() throws IOException {
        return Files.readString(folder.resolve("master.m3u8"))
                .lines()
                .filter(line -> line.matches("v\\d.m3u8"))
                .toList();
    }

    @Test
    void thePlaylistOfATrackSaysWhereItsSegmentsLie() throws IOException {
        picture("v.mp4", 100);
        write(video("v.mp4"));
        TrackFile track = TrackFile.read(folder.resolve("v.mp4"));
        long fragment =
                track.fragments().get(0).end() - track.fragments().get(0).start();

        assertThat(Files.readString(folder.resolve("v.m3u8"))).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:7
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXT-X-PLAYLIST-TYPE:VOD
                        #EXT-X-TARGETDURATION:6
                        #EXT-X-MEDIA-SEQUENCE:0
                        #EXT-X-MAP:URI="v.mp4",BYTERANGE="%d@0"
                        #EXTINF:6.0,
                        #EXT-X-BYTERANGE:%d@%d
                        v.mp4
                        #EXTINF:6.0,
                        #EXT-X-BYTERANGE:%d@%d
                        v.mp4
                        #EXTINF:4.0,
                        #EXT-X-BYTERANGE:%d@%d
                        v.mp4
                        #EXT-X-ENDLIST
                        """.formatted(
                        track.headerEnd(),
                        3 * fragment,
                        track.indexEnd(),
                        3 * fragment,
                        track.indexEnd() + 3 * fragment,
                        2 * fragment,
                        track.indexEnd() + 6 * fragment));
    }

    @Test
    void rungsWithKeyFramesAtOtherTimesAreRefused() {
        picture("v1.mp4", 100);
        CraftedTrack shorter = CraftedTrack.picture(640, 360, 100);
        shorter.fragments = 3;
        shorter.write(folder.resolve("v2.mp4"));

        assertThatThrownBy(() -> write(video("v1.mp4"), video("v2.mp4")))
                .isInstanceOf(PackagingException.class)
                .hasMessage("v2.mp4: its key frames allow cuts at 1 times, not at the 3 of v1.mp4");
    }

    @Test
    void aTrackOfAnotherKindIsRefused() {
        picture("v.mp4", 100);
        CraftedTrack.sound(2).write(folder.resolve("a.mp4"));

        assertThatThrownBy(() -> write(video("a.mp4"))).hasMessage("a.mp4: no pictures");
        assertThatThrownBy(() -> write(video("v.mp4"), new Track.Audio("v2.mp4", "en", "x")))
                .isInstanceOf(IOException.class);
        picture("v2.mp4", 100);
        assertThatThrownBy(() -> write(video("v.mp4"), new Track.Audio("v2.mp4", "en", "x")))
                .hasMessage("v2.mp4: no sound");
    }

    @Test
    void namesThatWouldMeetAreRefused() {
        picture("v.mp4", 100);

        assertThatThrownBy(() -> write(video("v.mp4"), new Track.Text("v.vtt", "en", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(video("v.mp4"), new Track.Text("v-iframes.vtt", "en", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(video("master.mp4"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesThatNoPlaylistCanHoldAreRefused() {
        for (String file : List.of("../v.mp4", "a/b.mp4", ".mp4", "v", "", "v\n.mp4", "v 1.mp4")) {
            assertThatThrownBy(() -> video(file)).as(file).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Track.Audio("a.mp4", "en", "\"")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Track.Audio("a.mp4", "e", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Track.Text("t.vtt", "en", "a\nb")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        picture("v.mp4", 100);
        write(video("v.mp4"));

        assertThatThrownBy(() -> write(video("v.mp4"))).isInstanceOf(FileAlreadyExistsException.class);
    }

    private void picture(String file, int sampleBytes) {
        CraftedTrack.picture(640, 360, sampleBytes).write(folder.resolve(file));
    }

    private static Track video(String file) {
        return new Track.Video(file);
    }

    private List<PackagedFile> write(Track... tracks) throws IOException {
        return HlsPackage.write(List.of(tracks), SEGMENT, folder);
    }
}
