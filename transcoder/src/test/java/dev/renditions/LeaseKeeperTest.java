package dev.renditions;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.ManualTimer;
import dev.renditions.testing.MemoryLeases;
import dev.renditions.testing.WatchedIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    private final MemoryLeases store = new MemoryLeases();
    private final Tally tally = new Tally();
    private final LeaseKeeper keeper = keeper(new Holding(Optional.of(lease), Optional.empty()));

    private LeaseKeeper keeper(Holding first) {
        TolerantIndex index = new TolerantIndex(watched.asShared(), new Random(42), tally);
        return new LeaseKeeper(new WorkLeases(index, Optional.of(store), tally), KEY, first, TTL, () -> TTL, timer);
    }

    @Test
    void usualLeaseIsRenewedEveryTwoSeconds() {
        assertThat(timer.period()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leaseThatEndedIsTakenBack() {
        clock.move(TTL.plusSeconds(1));
        timer.tick();
        assertThat(memory.tryLease(KEY, TTL)).isEmpty();
        assertThat(keeper.stop().ownInIndex()).map(Lease::token).contains(lease.token());
    }

    @Test
    void leaseThatAnotherTookIsNotHandedOver() {
        clock.move(TTL.plusSeconds(1));
        assertThat(memory.tryLease(KEY, TTL)).isPresent();
        timer.tick();
        assertThat(keeper.stop().ownInIndex()).isEmpty();
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
        assertThat(keeper.stop().ownInIndex()).map(Lease::token).contains(lease.token());
    }

    @Test
    void renewalThatComesAfterTheReleaseLeavesNoLease() {
        watched.before("renew", () -> memory.release(keeper.stop().ownInIndex().orElseThrow()));
        timer.tick();
        assertThat(watched.takeCalls()).containsExactly("renew", "release");
        assertThat(memory.tryLease(KEY, TTL)).isPresent();
    }

    @Test
    void leaseIsHandedOverOnce() {
        assertThat(keeper.stop().ownInIndex()).isPresent();
        assertThat(keeper.stop()).isEqualTo(Holding.NONE);
    }

    @Test
    void leaseInTheIndexAsksNothingOfTheStore() {
        timer.tick();
        timer.tick();
        assertThat(store.takeCalls()).isEmpty();
    }

    @Test
    void leaseInTheStoreIsTakenWhenTheIndexStopsAnswering() {
        watched.hang(true);
        timer.tick();
        assertThat(store.isHeld(KEY)).isTrue();
        assertThat(tally.snapshot().get(KEY.profile().name())).containsEntry(Count.FALLBACK_LEASE, 1L);
        Holding holding = keeper.stop();
        assertThat(holding.ownInIndex()).contains(lease);
        assertThat(holding.inStore()).isPresent();
    }

    @Test
    void leaseInTheStoreIsRenewedFourTimesInItsLife() {
        watched.hang(true);
        timer.tick();
        store.takeCalls();
        for (int i = 0; i < 12; i++) {
            timer.tick();
        }
        assertThat(store.takeCalls()).containsExactly("renew", "renew");
    }

    @Test
    void leaseInTheIndexIsTakenWhenTheIndexAnswersAgain() {
        memory.release(lease);
        keeper.stop();
        StoreLeases.StoreLease inStore = store.tryTake(KEY, TTL).orElseThrow();
        LeaseKeeper withoutIndex = keeper(new Holding(Optional.empty(), Optional.of(inStore)));
        timer.tick();
        assertThat(memory.tryLease(KEY, TTL)).isEmpty();
        Holding holding = withoutIndex.stop();
        assertThat(holding.ownInIndex()).isPresent();
        assertThat(holding.inStore()).contains(inStore);
    }

    @Test
    void leaseInTheStoreThatAnotherTookIsNotHandedOver() {
        watched.hang(true);
        timer.tick();
        store.expire(KEY);
        assertThat(store.tryTake(KEY, TTL)).isPresent();
        for (int i = 0; i < 6; i++) {
            timer.tick();
        }
        Holding holding = keeper.stop();
        assertThat(holding.inStore()).isEmpty();
        assertThat(holding.rivalInStore()).isTrue();
    }
}
