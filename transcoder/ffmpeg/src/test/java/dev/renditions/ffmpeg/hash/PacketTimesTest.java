package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTimesTest {
    private record Times(long pts, long dts, long duration) {}

    private static List<Times> kept(List<Times> all) {
        PacketTimes times = new PacketTimes();
        all.forEach(t -> times.add(t.pts(), t.dts(), t.duration()));
        List<Times> kept = new ArrayList<>();
        times.visit((pts, dts, duration) -> kept.add(new Times(pts, dts, duration)));
        return kept;
    }

    @Test
    void keepsExtremes() {
        List<Times> all = new ArrayList<>();
        long[] values = {PacketTimes.UNKNOWN, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE};
        for (long pts : values) {
            for (long dts : values) {
                for (long duration : values) {
                    all.add(new Times(pts, dts, duration));
                }
            }
        }
        assertThat(kept(all)).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsAnyTimes(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Times> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int shift = random.nextInt(64);
            all.add(new Times(random.nextLong() >> shift, random.nextLong() >> shift, random.nextLong() >> shift));
        }
        assertThat(kept(all)).as("seed %d", seed).isEqualTo(all);
    }

    @Test
    void ordinaryTimesAreSmall() {
        PacketTimes times = new PacketTimes();
        for (int i = 0; i < 10_000; i++) {
            times.add(i * 512L, (i - 2) * 512L, 512);
        }
        assertThat(times.length()).isLessThan(60_000);
    }
}
