package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamClockTest {
    /** The digest of packets whose three times are all these ticks. */
    private static String digest(String timeBase, long zero, long... ticks) {
        PacketTimes times = new PacketTimes();
        for (long tick : ticks) {
            times.add(tick, tick, tick);
        }
        FieldDigest digest = new FieldDigest();
        StreamClock.of(timeBase, zero).orElseThrow().addTo(digest, times);
        return digest.hex();
    }

    @Test
    void timeBaseDoesNotMatter() {
        String digest = digest("1/25", 0, 0, 1, 2, -3, 7);

        assertThat(digest("1/12800", 0, 0, 512, 1024, -1536, 3584)).isEqualTo(digest);
        assertThat(digest("2/50", 0, 0, 1, 2, -3, 7)).isEqualTo(digest);
        assertThat(digest("1/90000", 0, 0, 3600, 7200, -10800, 25200)).isEqualTo(digest);
        assertThat(digest("1001/30000", 0, 1, 3)).isEqualTo(digest("1/90000", 0, 3003, 9009));
        assertThat(digest("1/25", 0, 0, 0)).isEqualTo(digest("1/1000", 0, 0, 0));
    }

    @Test
    void otherTimesDiffer() {
        assertThat(List.of(
                        digest("1/25", 0),
                        digest("1/25", 0, 0),
                        digest("1/25", 0, 1),
                        digest("1/25", 0, -1),
                        digest("1/50", 0, 1),
                        digest("1/25", 0, 1, 2),
                        digest("1/25", 0, 2, 1),
                        digest("1/25", 0, 2, 4),
                        digest("1/1000", 0, 40, 81),
                        digest("1/25", 0, 1, PacketTimes.UNKNOWN),
                        digest("1/25", 0, 1, 0),
                        digest("1/25", 0, PacketTimes.UNKNOWN)))
                .doesNotHaveDuplicates();
    }

    @Test
    void unknownTimesAreNotShifted() {
        assertThat(digest("1/25", 40_000, PacketTimes.UNKNOWN)).isEqualTo(digest("1/25", 0, PacketTimes.UNKNOWN));
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
        assertThat(StreamClock.of(timeBase, zero))
                .hasValueSatisfying(clock -> assertThat(clock.shift()).isEqualTo(shift));
    }

    @Test
    void timesCountFromZeroAndDurationsDoNot() {
        PacketTimes late = new PacketTimes();
        PacketTimes early = new PacketTimes();
        late.add(37, 36, 1);
        early.add(2, 1, 1);
        FieldDigest one = new FieldDigest();
        FieldDigest other = new FieldDigest();
        StreamClock.of("1/25", 1_400_000).orElseThrow().addTo(one, late);
        StreamClock.of("1/25", 0).orElseThrow().addTo(other, early);
        assertThat(one.hex()).isEqualTo(other.hex());
    }

    @Test
    void timesTooLargeAreRefused() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> digest("1/25", -1_000_000, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/1", "1/0", "", "1", "-1/25", "N/A", "1/99999999999"})
    void invalidTimeBasesAreRefused(String timeBase) {
        assertThat(StreamClock.of(timeBase, 0)).isEmpty();
    }
}
