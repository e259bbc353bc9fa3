package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.SourceLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizesTest {
    @Test
    void limitsOfSourcesHaveDefaults() {
        assertThat(Settings.read(Map.of(), Map.of()).limits()).isEqualTo(SourceLimits.DEFAULT);
        Map<Setting, String> flags = Map.of(
                Setting.MAX_SOURCE_SIZE, "8G",
                Setting.MAX_DURATION, "6h",
                Setting.MAX_PIXELS, "3840x2160",
                Setting.MAX_STILL_PIXELS, "16384x12288",
                Setting.MAX_STREAMS, "12",
                Setting.MAX_OUTPUT_SIZE, "500M",
                Setting.MIN_FREE_SPACE, "1024");
        assertThat(Settings.read(flags, Map.of()).limits())
                .isEqualTo(new SourceLimits(
                        8L << 30,
                        3840 * 2160,
                        16384 * 12288,
                        Duration.ofHours(6),
                        12,
                        500 << 20,
                        1024,
                        16L << 30,
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1K, 1024",
        "500M, 524288000",
        "8G, 8589934592",
        "1T, 1099511627776",
        "8GiB, 8589934592",
        "8g, 8589934592",
        "8gib, 8589934592",
        "800m, 838860800"
    })
    void parsesSizesInCommonNotations(String text, long bytes) {
        assertThat(ByteSizes.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"16g", "16G", "16GiB", "16GB"})
    void allSettingsShareTheNotationOfSizes(String text) {
        Map<Setting, String> flags = Map.of(
                Setting.MAX_SOURCE_SIZE, text,
                Setting.MAX_OUTPUT_SIZE, text,
                Setting.MIN_FREE_SPACE, text,
                Setting.MEMORY_LIMIT, text);
        Settings settings = Settings.read(flags, Map.of());
        assertThat(settings.sandbox().memoryBytes()).isEqualTo(16L << 30);
        assertThat(settings.limits())
                .extracting(
                        SourceLimits::bytes,
                        SourceLimits::outputBytes,
                        SourceLimits::freeBytes,
                        SourceLimits::memoryBytes)
                .containsOnly(16L << 30);
    }

    @Test
    void freeSpaceMayBeZero() {
        assertThat(Settings.read(Map.of(Setting.MIN_FREE_SPACE, "0"), Map.of())
                        .limits()
                        .freeBytes())
                .isZero();
    }

    @Test
    void refusalsAreRememberedForTheMemoryLimitOfRuns() {
        assertThat(Settings.read(Map.of(Setting.MEMORY_LIMIT, "800m"), Map.of())
                        .limits()
                        .memoryBytes())
                .isEqualTo(800L << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "8 G", "8X", "1.5G", "9999999999999", "999999999999T"})
    void refusesInvalidSizes(String text) {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> ByteSizes.bytes(text)))
                .hasMessageContaining("is not a size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0x5", "8k", "100000x100000", "999999999999"})
    void refusesInvalidNumbersOfPixels(String text) {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> ByteSizes.pixels(text)))
                .hasMessageContaining("8192x8192");
    }
}
