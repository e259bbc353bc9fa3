package dev.renditions.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.segment.SegmentCount;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressBarDisplayTest {
    @Test
    void filmHasSegmentsSpeedAndTimeLeft() {
        EncodeProgress step = new EncodeProgress(
                0.25, Optional.of(3.5), Optional.of(Duration.ofSeconds(90)), Optional.of(new SegmentCount(4, 14)));

        assertThat(ProgressBarDisplay.pace(step)).isEqualTo(" 4 of 14 segments 3.5x, 90 s left");
    }

    @Test
    void unknownPartsAreLeftOut() {
        assertThat(ProgressBarDisplay.pace(EncodeProgress.at(0.5))).isEmpty();
        assertThat(ProgressBarDisplay.pace(new EncodeProgress(0.5, Optional.of(2.0), Optional.empty())))
                .isEqualTo(" 2.0x");
    }
}
