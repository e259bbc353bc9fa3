package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamClockTest {
    private static String time(String timeBase, long zero, long ticks) {
        FieldDigest digest = new FieldDigest();
        StreamClock.of(timeBase, zero).orElseThrow().time(ticks, digest);
        return digest.hex();
    }

    @ParameterizedTest
    @CsvSource({
        "1/12800, 512, 1/90000, 3600",
        "1001/30000, 2, 1/90000, 6006",
        "2/50, 3, 1/25, 3",
        "1/25, -3, 1/1000, -120",
        "1/25, 0, 1/1000, 0",
    })
    void timeBaseDoesNotMatter(String one, long ticks, String other, long otherTicks) {
        assertThat(time(one, 0, ticks)).isEqualTo(time(other, 0, otherTicks));
    }

    @ParameterizedTest
    @CsvSource({"1/12800, 512, 1/12800, 513", "1/25, 1, 1/1000, 41", "1/25, 1, 1/25, -1", "1/2, 1, 1/3, 1"})
    void otherTimesDiffer(String one, long ticks, String other, long otherTicks) {
        assertThat(time(one, 0, ticks)).isNotEqualTo(time(other, 0, otherTicks));
    }

    @Test
    void unknownTimesAreNotZero() {
        assertThat(time("1/25", 0, PacketTimes.UNKNOWN)).isNotEqualTo(time("1/25", 0, 0));
        assertThat(time("1/25", 0, PacketTimes.UNKNOWN)).isEqualTo(time("1/25", 40_000, PacketTimes.UNKNOWN));
    }

    /** The expected ticks are those of av_rescale_q. */
    @ParameterizedTest
    @CsvSource({
        "1/25, 1400000, -35",
        "1/90000, 33333, -3000",
        "1/90000, -33333, 3000",
        "1/44100, 25057, -1105",
        "1/2, 750000, -2",
        "1/2, -750000, 2",
        "1001/30000, 1000000, -30",
    })
    void zeroIsRoundedAsByFfmpeg(String timeBase, long zero, long shift) {
        assertThat(StreamClock.of(timeBase, zero)).hasValueSatisfying(clock -> assertThat(clock.shift())
                .isEqualTo(shift));
    }

    @Test
    void timesCountFromZero() {
        assertThat(time("1/25", 1_400_000, 37)).isEqualTo(time("1/25", 0, 2));
    }

    @Test
    void durationsDoNotDependOnZero() {
        FieldDigest one = new FieldDigest();
        FieldDigest other = new FieldDigest();
        StreamClock.of("1/25", 0).orElseThrow().duration(1, one);
        StreamClock.of("1/1000", 5_000_000).orElseThrow().duration(40, other);
        assertThat(one.hex()).isEqualTo(other.hex());
    }

    @Test
    void timesTooLargeAreRefused() {
        StreamClock clock = StreamClock.of("7/1", 0).orElseThrow();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> clock.time(Long.MAX_VALUE, new FieldDigest()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/1", "1/0", "", "1", "-1/25", "N/A", "1/99999999999"})
    void invalidTimeBasesAreRefused(String timeBase) {
        assertThat(StreamClock.of(timeBase, 0)).isEmpty();
    }
}
