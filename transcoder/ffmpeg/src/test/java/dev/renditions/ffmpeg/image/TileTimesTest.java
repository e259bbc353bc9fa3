package dev.renditions.ffmpeg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.storyboard.StoryboardSettings;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.media.Size;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TileTimesTest {
    /** Ten tiles of a second each, with their middles at 0.5, 1.5 and so on. */
    private static final StoryboardPlan TEN = new StoryboardPlan(
            new StoryboardProfile("storyboard", "", Duration.ofDays(1), new StoryboardSettings(10, 10, 160, 5)),
            0,
            new Size(160, 90),
            10,
            10,
            Duration.ofSeconds(10),
            FrameConversion.NONE);

    @ParameterizedTest(name = "frames at {0}: {1} tiles")
    @CsvSource({
        "'0.5 1.5 2.5 3.5 4.5 5.5 6.5 7.5 8.5 9.5', 0",
        "'0 1 2 3 4 5 6 7 8 9', 0.5",
        "'0 2 4 6 8', 1.5",
        "'0 1 2 3 4 5 6 7 8', 1.5",
        "'0', 9.5",
        "'3 4 5 6 7 8 9', 2.5",
        "'0 1 2 3 9', 5.5",
    })
    void furthestFrameIsFound(String frames, double distance) {
        TileTimes times = new TileTimes(TEN);
        Stream.of(frames.split(" ")).mapToDouble(Double::parseDouble).forEach(times::add);
        assertThat(times.worst()).isEqualTo(distance, within(1e-9));
    }

    @Test
    void framesAreReadFromTheOutputOfFfmpeg() throws IOException {
        TileTimes times = new TileTimes(TEN);
        String printed = "frame:0    pts:0       pts_time:0\nk=1\nframe:1    pts:25600   pts_time:2\nk=1\n"
                + "frame:2    pts:NOPTS   pts_time:NOPTS\nk=1\nframe:3    pts:1   pts_time:9.5\n";
        times.read(new ByteArrayInputStream(printed.getBytes(StandardCharsets.US_ASCII)));
        assertThat(times.worst()).isEqualTo(6.5, within(1e-9));
    }

    @Test
    void withoutFramesTheDistanceIsInfinite() {
        assertThat(new TileTimes(TEN).worst()).isInfinite();
    }
}
