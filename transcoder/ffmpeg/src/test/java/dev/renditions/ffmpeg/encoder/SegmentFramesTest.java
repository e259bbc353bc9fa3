package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmentFramesTest {
    private static SegmentFrames of(FrameTiming timing, TrackSegment segment) {
        VideoRecipe recipe = new VideoRecipe(
                Plans.rung(0, new Size(160, 90), Optional.of(25.0), 50), timing, Optional.empty(), Optional.empty());
        Segmentation.Cut cut = new Segmentation.Cut(25, Duration.ZERO, List.of(segment));
        return SegmentFrames.of(new SegmentPart(recipe, cut, segment, Path.of("segment")));
    }

    @Test
    void theFirstSegmentIsReadFromTheBeginning() {
        SegmentFrames frames = of(FrameTiming.SOURCE, new TrackSegment(0, 100, false));

        assertThat(frames.section().from()).isEmpty();
        assertThat(frames.trim().first()).isEmpty();
        assertThat(frames.trim().end()).contains(100L);
    }

    @Test
    void othersAreReadFromSomeFramesBeforeThem() {
        SegmentFrames frames = of(FrameTiming.SOURCE, new TrackSegment(100, 200, true));

        assertThat(frames.section().from()).contains(Duration.ofMillis(3660));
        assertThat(frames.trim().first()).contains(100L);
        assertThat(frames.trim().end()).isEmpty();
        assertThat(frames.length()).isEqualTo(Duration.ofSeconds(4));
        assertThat(frames.most()).isEqualTo(Duration.ofSeconds(8));
    }

    /** As ffmpeg's {@code -t} does: half a frame counts. */
    @ParameterizedTest
    @CsvSource({"9.00, 225", "9.019999, 225", "9.02, 226", "9.04, 226"})
    void theLastSegmentOfAConstantRateEndsWithTheTrack(double seconds, long frames) {
        Duration length = Duration.ofNanos(Math.round(seconds * 1e9));
        FrameTiming timing = new FrameTiming.Constant(Duration.ZERO, Optional.of(length), "of a test");

        assertThat(of(timing, new TrackSegment(100, 200, true)).trim().end()).contains(frames);
    }
}
