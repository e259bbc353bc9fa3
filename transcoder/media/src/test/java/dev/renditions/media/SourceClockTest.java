package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceClockTest {
    private static final Map<Integer, Duration> STARTS = Map.of(0, Duration.ofMillis(80), 1, Duration.ofMillis(20));

    @Test
    void arbitraryStartCountsFromTheFirstStreamOfARun() {
        SourceClock clock = new SourceClock(true, STARTS, Duration.ofMillis(80), Map.of(), Optional.empty());

        assertThat(clock.offset(List.of(0, 1))).isEqualTo(Duration.ofMillis(-60));
        assertThat(clock.offset(List.of(1))).isEqualTo(Duration.ofMillis(-60));
        assertThat(clock.offset(List.of(0))).isZero();
        assertThat(clock.offset(List.of(0, 2)))
                .as("a stream that begins with the file")
                .isEqualTo(Duration.ofMillis(-80));
        assertThat(clock.offset(List.of())).isEqualTo(Duration.ofMillis(-80));
    }

    @Test
    void otherFilesCountFromTheirBeginning() {
        SourceClock clock = new SourceClock(false, STARTS, Duration.ofMillis(21), Map.of(), Optional.empty());

        assertThat(clock.offset(List.of(0))).isEqualTo(Duration.ofMillis(-21));
        assertThat(clock.offset(List.of(0, 1))).isEqualTo(Duration.ofMillis(-21));
        assertThat(SourceClock.FILE.offset(List.of(0))).isZero();
    }
}
