package dev.renditions.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.http.access.RateLimit.OnOutage;
import dev.renditions.index.Counters;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Counters counters = MemoryIndex.of(100, clock).counters();

    @Test
    void admitsCallsUpToTheLimitAndLaterOnesInTheNextWindow() {
        RateLimit limit = limit(3, MINUTE);
        for (int i = 0; i < 3; i++) {
            assertThat(limit.refuse("caller")).isEmpty();
        }
        assertThat(limit.refuse("caller")).contains(MINUTE);
        clock.move(Duration.ofSeconds(20));
        assertThat(limit.refuse("caller")).contains(Duration.ofSeconds(40));
    }

    @Test
    void callersAreCountedSeparately() {
        RateLimit limit = limit(1, MINUTE);
        assertThat(limit.refuse("one")).isEmpty();
        assertThat(limit.refuse("two")).isEmpty();
        assertThat(limit.refuse("one")).isPresent();
    }

    @Test
    void processesOnOneIndexCountTogether() {
        assertThat(limit(1, MINUTE).refuse("caller")).isEmpty();
        assertThat(limit(1, MINUTE).refuse("caller")).isPresent();
    }

    @Test
    void admitsACallerAfterTheReportedWait() {
        RateLimit limit = limit(1, MINUTE);
        clock.move(Duration.ofMillis(12_345));
        assertThat(limit.refuse("caller")).isEmpty();
        clock.move(limit.refuse("caller").orElseThrow());
        assertThat(limit.refuse("caller")).isEmpty();
        assertThat(limit.refuse("caller")).isPresent();
    }

    @Test
    void windowEndsAfterItsLastMillisecond() {
        RateLimit limit = limit(1, MINUTE);
        assertThat(limit.refuse("caller")).isEmpty();
        clock.move(MINUTE.minusMillis(1));
        assertThat(limit.refuse("caller")).contains(Duration.ofSeconds(1));
        clock.move(Duration.ofMillis(1));
        assertThat(limit.refuse("caller")).isEmpty();
        assertThat(limit.refuse("caller")).contains(MINUTE);
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "1, 60", "999, 60", "1000, 59", "1001, 59", "58999, 2", "59000, 1", "59999, 1"})
    void timeToWaitIsRoundedUpToWholeSeconds(long millisIntoTheWindow, long seconds) {
        RateLimit limit = limit(1, MINUTE);
        clock.move(Duration.ofMillis(millisIntoTheWindow));
        limit.refuse("caller");
        assertThat(limit.refuse("caller")).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void limitMustBePositive(long calls) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit(calls, MINUTE))
                .withMessageContaining("more than 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1.5S", "PT721H"})
    void refusesUnsupportedWindows(Duration window) {
        assertThatIllegalArgumentException().isThrownBy(() -> limit(1, window));
    }

    private RateLimit limit(long calls, Duration window) {
        return new RateLimit(counters, calls, window, OnOutage.PASS, clock);
    }
}
