package dev.renditions.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    /** A timeout of 10 s for a header, 20 s of patience, minimum rates of 100 bytes per second up and 10 down. */
    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            1, 1, 1, 1, Duration.ofSeconds(10), Duration.ofSeconds(20), 100, 10, 0, 1 << 16, Duration.ofSeconds(1));

    private final Pace pace = new Pace(LIMITS);

    private static long at(double seconds) {
        return (long) (seconds * 1e9);
    }

    @Test
    void headerIsDueTenSecondsAfterItsFirstByte() {
        pace.received(0, at(0));
        assertThat(pace.late(at(100))).isEmpty();
        pace.received(1, at(100));
        pace.received(1, at(109));
        assertThat(pace.late(at(109))).isEmpty();
        assertThat(pace.late(at(111))).isPresent();
        pace.begin();
        assertThat(pace.late(at(111))).isEmpty();
    }

    @Test
    void bodyIsLateAfterTwentySecondsBelowItsRate() {
        pace.begin();
        pace.received(0, at(0));
        assertThat(pace.late(at(19))).isEmpty();
        assertThat(pace.late(at(21))).isPresent();
        // Bytes reduce an existing lag, but don't earn time in advance.
        pace.received(1_000_000, at(21));
        pace.received(0, at(21));
        assertThat(pace.late(at(40))).isEmpty();
        assertThat(pace.late(at(42))).isPresent();
    }

    @Test
    void byteNowAndThenIsTooSlow() {
        pace.begin();
        for (int second = 0; second < 25; second++) {
            pace.received(0, at(second));
            pace.received(1, at(second + 0.9));
        }
        assertThat(pace.late(at(25))).isPresent();
    }

    @Test
    void steadyBodyAboveItsRateIsNeverLate() {
        pace.begin();
        for (int second = 0; second < 1_000; second++) {
            pace.received(0, at(second));
            assertThat(pace.late(at(second + 0.9))).isEmpty();
            pace.received(101, at(second + 0.9));
        }
    }

    @Test
    void ownProcessingTimeDoesNotCount() {
        pace.begin();
        pace.received(10, at(0));
        assertThat(pace.late(at(1_000))).isEmpty();
        pace.sent(10, true, at(1_000));
        assertThat(pace.late(at(2_000))).isEmpty();
    }

    @Test
    void responseIsLateIfItsClientDoesNotRead() {
        pace.begin();
        pace.sent(1_000, false, at(0));
        assertThat(pace.late(at(19))).isEmpty();
        assertThat(pace.late(at(21))).isPresent();
        pace.sent(100, true, at(21));
        assertThat(pace.late(at(100))).isEmpty();
    }

    @Test
    void endOfAnEarlierRequestDoesNotEndTheNext() {
        int first = pace.begin();
        pace.begin();
        pace.end(first);
        pace.received(0, at(0));
        assertThat(pace.late(at(21))).isPresent();
    }
}
