package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BitRatesTest {
    @Test
    void peakIsTheRateOfTheLargestSegment() {
        assertThat(rates(segment(6000, 6000), segment(6000, 12000), segment(6000, 6000)))
                .isEqualTo(new BitRates(16000, 10667));
    }

    @Test
    void shortSegmentCountsOnlyWithItsNeighbour() {
        assertThat(rates(segment(6000, 6000), segment(1000, 8000)).peak()).isEqualTo(16000);
    }

    @Test
    void mediumSegmentCountsAlone() {
        assertThat(rates(segment(6000, 6000), segment(3000, 6000)).peak()).isEqualTo(16000);
    }

    @Test
    void trackBelowHalfATargetIsMeasuredAsAWhole() {
        assertThat(rates(segment(1000, 1000))).isEqualTo(new BitRates(8000, 8000));
    }

    private static BitRates rates(Segment... segments) {
        return BitRates.of(List.of(segments), 6);
    }

    private static Segment segment(int millis, int bytes) {
        return new Segment(0, bytes, Duration.ZERO, Duration.ofMillis(millis));
    }
}
