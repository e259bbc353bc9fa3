package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterTest {
    @ParameterizedTest
    @CsvSource({
        "PT1M, 1970-01-01T00:00:00Z, 0",
        "PT1M, 1970-01-01T00:00:59.999999999Z, 0",
        "PT1M, 1970-01-01T00:01:00Z, 1",
        "PT1M, 1969-12-31T23:59:59.999Z, -1",
        "PT1S, 2026-01-01T00:00:00.5Z, 1767225600",
        "PT720H, 2026-01-01T00:00:00Z, 681",
    })
    void windowsBeginAtMultiplesOfTheirLengthSince1970(Duration window, Instant moment, long number) {
        assertThat(Counter.of("caller", window).windowAt(moment)).isEqualTo(number);
    }

    @Test
    void windowFromFirstCountHasOneNumber() {
        Counter counter = Counter.of("caller", Duration.ofMinutes(1)).startingWithFirst();
        assertThat(counter.windowAt(Instant.parse("2026-01-01T00:00:59Z"))).isZero();
        assertThat(counter.windowAt(Instant.parse("2026-01-01T00:01:00Z"))).isZero();
        assertThat(counter.digest())
                .isEqualTo(Counter.of("caller", Duration.ofMinutes(1)).digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT1.5S", "PT59.999999999S", "PT720H1S", "PT720H0.1S"})
    void windowIsWholeSecondsFromOneToThirtyDays(Duration window) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Counter.of("caller", window))
                .withMessageContaining("whole number of seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT720H"})
    void acceptsShortestAndLongestWindow(Duration window) {
        assertThat(Counter.of("caller", window).window()).isEqualTo(window);
    }
}
