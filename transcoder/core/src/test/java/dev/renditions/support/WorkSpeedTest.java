package dev.renditions.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WorkSpeedTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T00:00:00Z"));
    private final WorkSpeed speed = new WorkSpeed(clock);

    @Test
    void isUnknownAtFirst() {
        speed.report(0.5);
        clock.move(Duration.ofSeconds(1));
        speed.report(0.6);

        assertThat(speed.speed(Duration.ofSeconds(100))).isEmpty();
        assertThat(speed.left()).isEmpty();
    }

    /** What existed at the beginning was not made in this time. */
    @Test
    void countsWhatWasDoneSinceTheFirstReport() {
        speed.report(0.5);
        clock.move(Duration.ofSeconds(10));
        speed.report(0.75);

        assertThat(speed.speed(Duration.ofSeconds(100))).hasValue(2.5);
        assertThat(speed.left()).hasValue(Duration.ofSeconds(10));
    }

    @Test
    void isUnknownWhileNothingIsDone() {
        speed.report(0);
        clock.move(Duration.ofMinutes(1));
        speed.report(0);

        assertThat(speed.left()).isEmpty();
    }
}
