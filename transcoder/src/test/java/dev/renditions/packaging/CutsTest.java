package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CutsTest {
    @TempDir
    Path folder;

    @Test
    void segmentsGetAsManyFragmentsAsComeClosest() throws IOException {
        TrackFile track = picture(8);

        assertThat(Cuts.even(track, Duration.ofSeconds(6))).containsExactly(0, 3, 6);
        assertThat(Cuts.even(track, Duration.ofMillis(4900))).containsExactly(0, 2, 4, 6);
        assertThat(Cuts.even(track, Duration.ofMillis(100))).hasSize(8);
        assertThat(Cuts.even(track, Duration.ofHours(1))).containsExactly(0);
    }

    @Test
    void segmentsFillTheMediaWithoutGaps() throws IOException {
        TrackFile track = picture(8);
        List<Segment> segments = Segment.of(track, Cuts.even(track, Duration.ofSeconds(6)));

        assertThat(segments).extracting(Segment::seconds).containsExactly(6.0, 6.0, 4.0);
        assertThat(segments.get(0).offset()).isEqualTo(track.indexEnd());
        for (int at = 1; at < segments.size(); at++) {
            Segment before = segments.get(at - 1);
            assertThat(segments.get(at).offset()).isEqualTo(before.offset() + before.bytes());
            assertThat(segments.get(at).start()).isEqualTo(before.end());
        }
    }

    @Test
    void soundIsNeverCutMoreThanHalfAFragmentFromThePictures() throws IOException {
        TrackFile picture = picture(1800);
        CraftedTrack crafted = CraftedTrack.sound(2);
        crafted.fragments = 1795;
        TrackFile sound = TrackFile.read(crafted.write(folder.resolve("a.mp4")));
        List<Segment> pictures = Segment.of(picture, Cuts.even(picture, Duration.ofSeconds(6)));
        List<Segment> sounds = Segment.of(sound, Cuts.beside(sound, pictures));

        assertThat(sounds).hasSameSizeAs(pictures);
        IntStream.range(0, sounds.size())
                .forEach(at -> assertThat(sounds.get(at)
                                .start()
                                .minus(pictures.get(at).start())
                                .abs())
                        .isLessThanOrEqualTo(Duration.ofMillis(1003)));
        assertThat(Segment.longest(sounds)).isEqualTo(6);
    }

    @Test
    void soundThatEndsEarlyHasFewerSegments() throws IOException {
        CraftedTrack crafted = CraftedTrack.sound(2);
        crafted.fragments = 2;
        TrackFile sound = TrackFile.read(crafted.write(folder.resolve("a.mp4")));
        TrackFile picture = picture(8);

        assertThat(Cuts.beside(sound, Segment.of(picture, List.of(0, 3, 6)))).containsExactly(0);
    }

    private TrackFile picture(int fragments) throws IOException {
        CraftedTrack crafted = CraftedTrack.picture(64, 36, 8);
        crafted.fragments = fragments;
        return TrackFile.read(crafted.write(folder.resolve("v.mp4")));
    }
}
