package dev.renditions.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T00:00:00Z"));
    private final Pace pace = new Pace(clock);

    @Test
    void isUnknownAtFirst() {
        pace.report(0.5);
        clock.move(Duration.ofSeconds(1));
        pace.report(0.6);

        assertThat(pace.speed(Duration.ofSeconds(100))).isEmpty();
        assertThat(pace.left()).isEmpty();
    }

    /** What existed at the beginning was not made in this time. */
    @Test
    void countsWhatWasDoneSinceTheFirstReport() {
        pace.report(0.5);
        clock.move(Duration.ofSeconds(10));
        pace.report(0.75);

        assertThat(pace.speed(Duration.ofSeconds(100))).hasValue(2.5);
        assertThat(pace.left()).hasValue(Duration.ofSeconds(10));
    }

    @Test
    void isUnknownWhileNothingIsDone() {
        pace.report(0);
        clock.move(Duration.ofMinutes(1));
        pace.report(0);

        assertThat(pace.left()).isEmpty();
    }
}
