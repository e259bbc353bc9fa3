package dev.renditions.index.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseCodecTest {
    private static final String GOLDEN =
            "{\"v\":1,\"token\":\"3f1c9a52-7d0e-4b6f-9a11-5c2d8e7f0a34\",\"until\":1767225600123}";
    private static final RenditionKey KEY = Samples.key("lease", "poster");
    private static final Lease LEASE =
            new Lease(KEY, "3f1c9a52-7d0e-4b6f-9a11-5c2d8e7f0a34", Instant.parse("2026-01-01T00:00:00.123Z"));

    @Test
    void leaseHasTheBytesThatOtherVersionsRead() {
        assertThat(new String(LeaseCodec.encode(LEASE), UTF_8)).isEqualTo(GOLDEN);
    }

    @Test
    void storedLeaseIsRead() {
        assertThat(LeaseCodec.decode(KEY, GOLDEN.getBytes(UTF_8))).contains(LEASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01234567890123456789012345678901234567890123456789012345678901234"})
    void refusesEmptyAndTooLongTokens(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> LeaseCodec.encode(new Lease(KEY, token, Instant.EPOCH)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v\":1|\"v\":2",
                "3f1c9a52-7d0e-4b6f-9a11-5c2d8e7f0a34|''",
                "\"3f1c9a52-7d0e-4b6f-9a11-5c2d8e7f0a34\"|7",
                "4b6f|4b6f4b6f4b6f4b6f4b6f4b6f4b6f4b6f4b6f4b6f",
                "1767225600123|null",
                "1767225600123|1767225600123.5",
                "1767225600123|9223372036854775808",
                "{|",
            })
    void malformedLeaseIsAbsent(String part, String replacement) {
        String value = GOLDEN.replace(part, replacement == null ? "" : replacement);
        assertThat(value).isNotEqualTo(GOLDEN);
        assertThat(LeaseCodec.decode(KEY, value.getBytes(UTF_8))).isEmpty();
    }
}
