package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.FrameGrids;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameGridReaderTest {
    @Test
    void framesAreLostOnlyBelowTheirRate() {
        assertThat(measured(IntStream.range(0, 250).mapToDouble(i -> i / 25.0), 25, 30, 24, 12.5))
                .isEqualTo(new FrameGrids(250, Map.of(25.0, 0L, 30.0, 0L, 24.0, 10L, 12.5, 124L)));
    }

    /** Rounded as in Matroska, and starting between two ticks, because another stream begins earlier. */
    @Test
    void timesMayBeRoundedAndBeginBetweenTicks() {
        double rate = 30000 / 1001.0;
        DoubleStream rounded = IntStream.range(0, 3000).mapToDouble(i -> Math.rint((0.01668 + i / rate) * 1000) / 1000);
        assertThat(measured(rounded, rate).lost()).containsEntry(rate, 0L);
    }

    @Test
    void framesMayBeDecodedInAnotherOrder() {
        assertThat(measured(DoubleStream.of(0, 0.12, 0.04, 0.08, 0.24, 0.16, 0.2), 25)
                        .lost())
                .containsEntry(25.0, 0L);
    }

    @Test
    void halfAtTwoAndHalfAtSixtyFramesASecondNeedsSixty() {
        double average = 124 / 4.0;
        FrameGrids grids = measured(
                IntStream.range(0, 124).mapToDouble(i -> i < 4 ? i / 2.0 : 2 + (i - 4) / 60.0), average, 50, 60);
        assertThat(grids.keeps(average)).contains(false);
        assertThat(grids.keeps(50)).contains(false);
        assertThat(grids.keeps(60)).contains(true);
        assertThat(grids.lowest(60)).contains(60.0);
        assertThat(grids.lowest(50)).isEmpty();
        assertThat(grids.keeps(48)).as("not measured").isEmpty();
    }

    @Test
    void onePercentOfTheFramesMayBeLost() {
        assertThat(new FrameGrids(199, Map.of(25.0, 1L)).keeps(25)).contains(true);
        assertThat(new FrameGrids(199, Map.of(25.0, 2L)).keeps(25)).contains(false);
        assertThat(new FrameGrids(0, Map.of(25.0, 0L)).keeps(25)).contains(true);
    }

    private static FrameGrids measured(DoubleStream shown, double... rates) {
        FrameGridReader reader =
                new FrameGridReader(Set.of(DoubleStream.of(rates).boxed().toArray(Double[]::new)));
        shown.forEach(reader::add);
        return reader.end();
    }
}
