package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.media.mp4.TrackFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentBoundariesTest {
    @TempDir
    Path folder;

    @Test
    void segmentsHaveTheClosestNumberOfFragments() throws IOException {
        TrackFile track = picture(8);

        assertThat(SegmentBoundaries.even(track, Duration.ofSeconds(6))).containsExactly(0, 3, 6);
        assertThat(SegmentBoundaries.even(track, Duration.ofMillis(4900))).containsExactly(0, 2, 4, 6);
        assertThat(SegmentBoundaries.even(track, Duration.ofMillis(100))).hasSize(8);
        assertThat(SegmentBoundaries.even(track, Duration.ofHours(1))).containsExactly(0);
    }

    @Test
    void shortRestJoinsThePreviousSegment() throws IOException {
        assertThat(SegmentBoundaries.even(pictures(4, 6), Duration.ofSeconds(6)))
                .containsExactly(0);
        assertThat(SegmentBoundaries.even(pictures(4, 7), Duration.ofSeconds(6)))
                .containsExactly(0, 3);
        assertThat(SegmentBoundaries.each(pictures(4, 6))).containsExactly(0, 1, 2);
        assertThat(SegmentBoundaries.each(pictures(1, 1))).containsExactly(0);
        TrackFile rest = pictures(4, 6);
        List<Segment> all = Segment.of(rest, SegmentBoundaries.even(rest, Duration.ofSeconds(6)));
        assertThat(all).extracting(Segment::seconds).containsExactly(6.24);
        assertThat(Segment.longest(all)).isEqualTo(6);
        assertThat(all.get(0).bytes())
                .isEqualTo(
                        rest.fragments().get(3).end() - rest.fragments().get(0).start());
    }

    @Test
    void shortRestOfAudioJoinsThePreviousSegmentIndependentlyOfVideo() throws IOException {
        TrackFile picture = pictures(4, 7);
        TrackFile sound = sounds(4, 11);

        assertThat(SegmentBoundaries.beside(
                        sound, Segment.of(picture, SegmentBoundaries.even(picture, Duration.ofSeconds(6)))))
                .containsExactly(0);
    }

    @Test
    void segmentsFillTheMediaWithoutGaps() throws IOException {
        TrackFile track = picture(8);
        List<Segment> segments = Segment.of(track, SegmentBoundaries.even(track, Duration.ofSeconds(6)));

        assertThat(segments).extracting(Segment::seconds).containsExactly(6.0, 6.0, 4.0);
        assertThat(segments.get(0).offset()).isEqualTo(track.indexEnd());
        for (int at = 1; at < segments.size(); at++) {
            Segment before = segments.get(at - 1);
            assertThat(segments.get(at).offset()).isEqualTo(before.offset() + before.bytes());
            assertThat(segments.get(at).start()).isEqualTo(before.end());
        }
    }

    @Test
    void audioBoundariesAreWithinHalfAFragmentOfVideo() throws IOException {
        TrackFile picture = picture(1800);
        CraftedTrack crafted = CraftedTrack.sound(2);
        crafted.fragments = 1795;
        TrackFile sound = TrackFile.read(crafted.write(folder.resolve("a.mp4")));
        List<Segment> pictures = Segment.of(picture, SegmentBoundaries.even(picture, Duration.ofSeconds(6)));
        List<Segment> sounds = Segment.of(sound, SegmentBoundaries.beside(sound, pictures));

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
    void audioThatEndsEarlyHasFewerSegments() throws IOException {
        CraftedTrack crafted = CraftedTrack.sound(2);
        crafted.fragments = 2;
        TrackFile sound = TrackFile.read(crafted.write(folder.resolve("a.mp4")));
        TrackFile picture = picture(8);

        assertThat(SegmentBoundaries.beside(sound, Segment.of(picture, List.of(0, 3, 6))))
                .containsExactly(0);
    }

    /** Fragments of two seconds; the last has some frames of 40 ms. */
    private TrackFile pictures(int fragments, int last) throws IOException {
        CraftedTrack crafted = CraftedTrack.picture(64, 36, 8);
        crafted.fragments = fragments;
        crafted.lastSamples = last;
        return TrackFile.read(crafted.write(folder.resolve("v.mp4")));
    }

    /** Audio fragments of two seconds; the last has some frames of 21.3 ms. */
    private TrackFile sounds(int fragments, int last) throws IOException {
        CraftedTrack crafted = CraftedTrack.sound(2);
        crafted.fragments = fragments;
        crafted.lastSamples = last;
        return TrackFile.read(crafted.write(folder.resolve("a.mp4")));
    }

    private TrackFile picture(int fragments) throws IOException {
        CraftedTrack crafted = CraftedTrack.picture(64, 36, 8);
        crafted.fragments = fragments;
        return TrackFile.read(crafted.write(folder.resolve("v.mp4")));
    }
}
