package dev.renditions.index.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.TimeToLive;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpirationTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.001S, 2026-01-01T00:00:00Z, 1",
        "PT1S, 2026-01-01T00:00:00Z, 1",
        "P30D, 2026-01-01T00:00:00Z, 2592000",
        "PT2592001S, 2026-01-01T00:00:00.999Z, 1769817601",
        "P365D, 2026-01-01T00:00:00Z, 1798761600",
        "P36500D, 2026-01-01T00:00:00Z, 2147483647",
        "P36500D, 2038-01-01T00:00:00Z, 2592000",
        "P365D, 2040-01-01T00:00:00Z, 2592000",
        "P1D, 2040-01-01T00:00:00Z, 86400"
    })
    void timesUpToThirtyDaysAreRelativeAndLongerOnesAbsolute(Duration ttl, Instant now, int sent) {
        assertThat(Expiration.of(new TimeToLive(ttl), now)).isEqualTo(sent);
    }
}
