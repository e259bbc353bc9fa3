package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeToLiveTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.000000001S, 1",
        "PT0.999S, 1",
        "PT1S, 1",
        "PT1.999S, 1",
        "PT720H, 2592000",
        "P36500D, 3153600000",
        "P36501D, 3153600000"
    })
    void timeIsRoundedDownToWholeSecondsButAtLeastOne(Duration asked, long seconds) {
        assertThat(new TimeToLive(asked).seconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.001S", "PT-1H"})
    void refusesTimesOfZeroOrLess(Duration asked) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeToLive(asked))
                .withMessageContaining("above zero");
    }

    @Test
    void endIsTruncatedToMilliseconds() {
        Instant start = Instant.parse("2026-01-01T00:00:00.123456789Z");
        assertThat(new TimeToLive(Duration.ofSeconds(2)).endFrom(start)).isEqualTo("2026-01-01T00:00:02.123Z");
    }

    @Test
    void longestTimeStillHasAnEnd() {
        TimeToLive ages = new TimeToLive(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(ages.endFrom(Instant.EPOCH)).isBefore("2070-01-01T00:00:00Z");
    }
}
