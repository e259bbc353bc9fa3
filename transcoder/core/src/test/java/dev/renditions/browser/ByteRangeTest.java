package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=2-4, 2, 4",
        "bytes=2-, 2, 9",
        "bytes=2-100, 2, 9",
        "bytes=-3, 7, 9",
        "bytes=-30, 0, 9"
    })
    void parsesRangesOfTenBytes(String header, long first, long last) {
        assertThat(ByteRange.parse(header, 10)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=4-2", "bytes=-0", "bytes=-", "bytes=0-1,4-5", "lines=0-1"})
    void refusesInvalidAndUnsatisfiableRanges(String header) {
        assertThat(ByteRange.parse(header, 10)).isEmpty();
    }

    @Test
    void emptyFileHasNoRanges() {
        assertThat(ByteRange.parse("bytes=0-", 0)).isEmpty();
        assertThat(ByteRange.whole(0).length()).isZero();
    }
}
