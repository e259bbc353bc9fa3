package dev.renditions;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.ManualTimer;
import dev.renditions.testing.WatchedIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A holder and its lease, by a timer that the test runs. */
final class LeaseKeeperTest {
    private static final Duration TTL = Duration.ofSeconds(26);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final MemoryIndex memory = MemoryIndex.of(100, clock);
    private final WatchedIndex watched = new WatchedIndex(memory);
    private final ManualTimer timer = new ManualTimer();
    private final Lease lease = memory.tryLease(KEY, TTL).orElseThrow();
    private final LeaseKeeper keeper =
            new LeaseKeeper(new TolerantIndex(watched, new Random(42), new Tally()), lease, TTL, () -> TTL, timer);

    @Test
    void usualLeaseIsRenewedEveryTwoSeconds() {
        assertThat(timer.period()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void leaseThatEndedIsTakenBack() {
        clock.move(TTL.plusSeconds(1));
        timer.tick();
        assertThat(memory.tryLease(KEY, TTL)).isEmpty();
        assertThat(keeper.stop()).map(Lease::token).contains(lease.token());
    }

    @Test
    void leaseThatAnotherTookIsNotHandedOver() {
        clock.move(TTL.plusSeconds(1));
        assertThat(memory.tryLease(KEY, TTL)).isPresent();
        timer.tick();
        assertThat(keeper.stop()).isEmpty();
        assertThat(memory.tryLease(KEY, TTL)).as("that of the other").isEmpty();
    }

    @Test
    void leaseThatAnotherTookIsTakenBackWhenThatOneEnds() {
        clock.move(TTL.plusSeconds(1));
        Lease other = memory.tryLease(KEY, TTL).orElseThrow();
        timer.tick();
        memory.release(other);
        timer.tick();
        assertThat(memory.tryLease(KEY, TTL)).isEmpty();
        assertThat(keeper.stop()).map(Lease::token).contains(lease.token());
    }

    @Test
    void renewalThatComesAfterTheReleaseLeavesNoLease() {
        watched.before("renew", () -> memory.release(keeper.stop().orElseThrow()));
        timer.tick();
        assertThat(watched.takeCalls()).containsExactly("renew", "release");
        assertThat(memory.tryLease(KEY, TTL)).isPresent();
    }

    @Test
    void leaseIsHandedOverOnce() {
        assertThat(keeper.stop()).isPresent();
        assertThat(keeper.stop()).isEmpty();
    }
}
