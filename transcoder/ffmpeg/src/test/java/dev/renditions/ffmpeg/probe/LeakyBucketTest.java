package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakyBucketTest {
    private record Frame(double decoded, long bits, double length) {}

    @Test
    void emptyBucketHasNoBurst() {
        assertThat(new LeakyBucket(1000).highest()).isZero();
    }

    @Test
    void framesThatLeakBeforeTheNextDoNotAddUp() {
        LeakyBucket bucket = new LeakyBucket(1);
        bucket.add(900, 1);
        bucket.add(1000, 1);
        bucket.add(700, 1);
        assertThat(bucket.highest()).isEqualTo(1000);
    }

    @Test
    void framesThatDoNotLeakInTimeAddUp() {
        LeakyBucket bucket = new LeakyBucket(1);
        bucket.add(1000, 0.5);
        bucket.add(1000, 0.5);
        bucket.add(1000, 10);
        bucket.add(1500, 0);
        assertThat(bucket.highest()).isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void burstIsTheSmallestBufferThatNeverRunsEmpty(long seed) {
        Random random = new Random(seed);
        int kilobits = 1 + random.nextInt(6000);
        List<Frame> frames = frames(random, kilobits);
        LeakyBucket bucket = new LeakyBucket(kilobits);
        frames.forEach(frame -> bucket.add(frame.bits(), frame.length()));
        long burst = bucket.highest();

        assertThat(playsThrough(frames, kilobits, burst)).as("seed " + seed).isTrue();
        assertThat(playsThrough(frames, kilobits, burst - 2)).as("seed " + seed).isFalse();
        assertThat((double) burst).as("seed " + seed).isCloseTo(fullestStretch(frames, kilobits), within(1.0));
    }

    /** Some above the rate and some below, with gaps, and some decoded at the same time. */
    private static List<Frame> frames(Random random, int kilobits) {
        List<Frame> frames = new ArrayList<>();
        double time = random.nextDouble() - 0.5;
        double share = 0.5 + random.nextDouble();
        for (int i = 0; i < 300; i++) {
            double length = random.nextInt(20) == 0 ? random.nextInt(3) : random.nextDouble() / 15;
            frames.add(new Frame(time, (long) (kilobits * 1000 * share * random.nextDouble() / 15), length));
            time += length;
        }
        return frames;
    }

    /** A decoder's buffer, simulated: full at the start, refilled at the rate, and a frame is taken out when it is decoded. */
    private static boolean playsThrough(List<Frame> frames, int kilobits, double buffer) {
        double fill = buffer;
        double last = frames.get(0).decoded();
        for (Frame frame : frames) {
            fill = Math.min(buffer, fill + kilobits * 1000.0 * (frame.decoded() - last));
            fill -= frame.bits();
            last = frame.decoded();
            if (fill < 0) {
                return false;
            }
        }
        return true;
    }

    /** By its definition: of all stretches, the one with the most bits above the rate. */
    private static double fullestStretch(List<Frame> frames, int kilobits) {
        double most = 0;
        for (int from = 0; from < frames.size(); from++) {
            long bits = 0;
            for (int to = from; to < frames.size(); to++) {
                bits += frames.get(to).bits();
                double length = frames.get(to).decoded() - frames.get(from).decoded();
                most = Math.max(most, bits - kilobits * 1000.0 * length);
            }
        }
        return most;
    }
}
