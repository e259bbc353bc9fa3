package dev.renditions.index.memcached.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {
    private static final Duration FIFTY = Duration.ofMillis(50);

    @Test
    void returnsAnAvailableResultAfterTheDeadline() throws Exception {
        Deadline deadline = Deadline.in(FIFTY);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> deadline.await(new CompletableFuture<>()));
        assertThat(deadline.await(CompletableFuture.completedFuture("there"))).isEqualTo("there");
    }

    @Test
    void waitsUntilTheDeadline() {
        long begin = System.nanoTime();
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Deadline.in(FIFTY).await(new CompletableFuture<>()));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(FIFTY);
    }

    @Test
    void stalledTickCountsAsOneTick() throws Exception {
        // Each wait takes five times its tick, as on an overloaded machine: by wall-clock time the deadline has long
        // passed.
        Stalled result = new Stalled(4);
        assertThat(Deadline.in(FIFTY).await(result)).isEqualTo("late");
        assertThat(result.waits).hasValue(4);
    }

    @Test
    void stalledProcessDoesNotWaitForever() {
        Stalled result = new Stalled(Integer.MAX_VALUE);
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Deadline.in(FIFTY).await(result));
        assertThat(result.waits).hasValue(5);
    }

    @Test
    void halfLeavesTheOtherHalf() {
        Deadline deadline = Deadline.patient(FIFTY);
        Deadline half = deadline.half();
        assertThat(half.isPatient()).isTrue();
        assertThat(half.isLast()).isFalse();
        assertThat(deadline.isLast()).isTrue();
        assertThat(half.limit()).isEqualTo(FIFTY.dividedBy(2));
        for (Deadline each : new Deadline[] {half, deadline}) {
            Stalled result = new Stalled(Integer.MAX_VALUE);
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> each.await(result));
            assertThat(result.waits).hasValue(3);
        }
    }

    /** A result that arrives in the wait with this number; each wait lasts far longer than requested. */
    private static final class Stalled extends CompletableFuture<String> {
        private final AtomicInteger waits = new AtomicInteger();
        private final int comes;

        Stalled(int comes) {
            this.comes = comes;
        }

        @Override
        public String get(long time, TimeUnit unit) throws TimeoutException {
            long end = System.nanoTime() + unit.toNanos(time) * 5;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            if (waits.incrementAndGet() < comes) {
                throw new TimeoutException();
            }
            return "late";
        }
    }
}
