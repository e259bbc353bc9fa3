package dev.renditions.ffmpeg.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FrameTrimTest {
    private static FrameTrim trim(Optional<Long> first, Optional<Long> end) {
        return new FrameTrim(FrameRate.of(30000 / 1001.0), Duration.ofMillis(10), first, end);
    }

    @Test
    void wholeTracksAreNotTrimmed() {
        assertThat(FrameTrim.NONE.filters(true)).isEmpty();
        assertThat(FrameTrim.NONE.filters(false)).isEmpty();
    }

    @Test
    void framesAreCountedAfterAConversionOfTheRate() {
        assertThat(trim(Optional.of(60L), Optional.of(120L)).filters(true))
                .containsExactly("trim=start_pts=60:end_pts=120");
        assertThat(trim(Optional.empty(), Optional.of(120L)).filters(true)).containsExactly("trim=end_pts=120");
        assertThat(trim(Optional.of(60L), Optional.empty()).filters(true)).containsExactly("trim=start_pts=60");
    }

    /** Frame 60 of 29.97 a second is shown at 2.002 s, here 10 ms later, and the limit is a quarter of a frame before. */
    @Test
    void otherwiseTimesBetweenTwoFramesAreCompared() {
        assertThat(trim(Optional.of(60L), Optional.of(120L)).filters(false))
                .containsExactly("trim=start=2.003658:end=4.005658");
    }

    @Test
    void noTimeIsBeforeZero() {
        assertThat(trim(Optional.empty(), Optional.empty()).time(-8.5)).isZero();
    }
}
