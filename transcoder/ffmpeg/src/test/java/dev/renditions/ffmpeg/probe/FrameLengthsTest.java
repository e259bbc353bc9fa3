package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLengthsTest {
    @Test
    void framesInOrderLastUntilTheNext() {
        assertThat(lengths(List.of(0.0, 1.0, 3.0, 3.5))).containsExactly(1.0, 2.0, 0.5, 0.0);
    }

    @Test
    void frameThatIsDecodedEarlyLastsUntilOneThatIsDecodedLater() {
        assertThat(lengths(List.of(0.0, 3.0, 1.0, 2.0, 7.0, 5.0))).containsExactly(1.0, 2.0, 1.0, 1.0, 0.0, 2.0);
    }

    @Test
    void lastFrameHasNoLength() {
        assertThat(lengths(List.of())).isEmpty();
        assertThat(lengths(List.of(5.0))).containsExactly(0.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void lengthsAreThoseOfAllFramesSorted(long seed) {
        Random random = new Random(seed);
        List<Double> shown = new ArrayList<>();
        double time = 0;
        while (shown.size() < 500) {
            List<Double> group = new ArrayList<>();
            for (int i = random.nextInt(16); i >= 0; i--) {
                time += 0.01 + random.nextDouble();
                group.add(time);
            }
            Collections.shuffle(group, random);
            shown.addAll(group);
        }
        TreeSet<Double> sorted = new TreeSet<>(shown);
        List<Double> expected = shown.stream()
                .map(t -> sorted.higher(t) == null ? 0.0 : sorted.higher(t) - t)
                .toList();

        assertThat(lengths(shown)).as("seed " + seed).isEqualTo(expected);
    }

    /** Decreasing times are a broken file, which must not fill the memory. */
    @Test
    void decreasingTimesAreNotCollected() {
        List<Double> backwards =
                DoubleStream.iterate(1000, t -> t - 1).limit(1000).boxed().toList();
        assertThat(lengths(backwards)).hasSize(1000).startsWith(0.0, 1.0, 1.0);
    }

    private static List<Double> lengths(List<Double> shown) {
        List<Double> lengths = new ArrayList<>();
        FrameLengths frames = new FrameLengths((packet, seconds) -> lengths.add(seconds));
        shown.forEach(time -> frames.add(new Packet(0, time, Double.NaN, 1, "K__")));
        frames.end();
        return lengths;
    }
}
