package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.ffmpeg.filter.FrameRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameRateTest {
    @ParameterizedTest
    @CsvSource({
        "25, 25",
        "23.976023976023978, 24000/1001",
        "29.97002997002997, 30000/1001",
        "59.94005994005994, 60000/1001",
        "24.04, 601/25",
        "12.5, 25/2",
        "10, 10",
        "14.985, 2997/200",
        "0.1, 1/10"
    })
    void rateIsTheSimplestFraction(double rate, String fraction) {
        assertThat(FrameRate.of(rate)).hasToString(fraction);
    }

    @Test
    void unevenRateIsApproximated() {
        FrameRate rate = FrameRate.of(27.123456789);

        assertThat((double) rate.numerator() / rate.denominator()).isBetween(27.12345, 27.12346);
        assertThat(rate.denominator()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void invalidRateIsRefused() {
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e9}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FrameRate.of(wrong));
        }
    }
}
