package dev.renditions.service.encode;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.StoreLeases;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.testing.ManualTimer;
import dev.renditions.testing.MemoryLeases;
import dev.renditions.testing.WatchedIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The renewal of a lease, with timers that the test controls. */
final class LeaseRenewerTest {
    private static final Duration TTL = Duration.ofSeconds(26);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final MemoryIndex memory = MemoryIndex.of(100, clock);
    private final WatchedIndex watched = new WatchedIndex(memory);
    private final ManualTimer timer = new ManualTimer();
    private final ManualTimer storeTimer = new ManualTimer();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Lease lease = memory.leases().tryLease(KEY, TTL).orElseThrow();
    private final MemoryLeases store = new MemoryLeases();
    private final LookupCounters counters = new LookupCounters();
    private final LeaseRenewer renewer = renewer(new HeldLeases(Optional.of(lease), Optional.empty()));

    private LeaseRenewer renewer(HeldLeases first) {
        FailSoftIndex index = FailSoftIndex.of(watched.asShared(), new Random(42), counters);
        RenditionLeases leases = new RenditionLeases(index.leases(), index.renditions(), Optional.of(store), counters);
        RenewalThreads timers = new RenewalThreads(timer, storeTimer, nanos::get);
        return new LeaseRenewer(leases, KEY, first, TTL, () -> TTL, timers);
    }

    private void tick() {
        pass(Duration.ofSeconds(1));
        timer.tick();
        storeTimer.tick();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void defaultLeaseIsRenewedEverySecond() {
        assertThat(timer.period()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void expiredLeaseIsTakenBack() {
        clock.move(TTL.plusSeconds(1));
        tick();
        assertThat(memory.leases().tryLease(KEY, TTL)).isEmpty();
        assertThat(renewer.stop().ownInIndex()).map(Lease::token).contains(lease.token());
    }

    @Test
    void leaseThatAnotherTookIsNotReturned() {
        clock.move(TTL.plusSeconds(1));
        assertThat(memory.leases().tryLease(KEY, TTL)).isPresent();
        tick();
        assertThat(renewer.stop().ownInIndex()).isEmpty();
        assertThat(memory.leases().tryLease(KEY, TTL))
                .as("the lease of the other worker")
                .isEmpty();
    }

    @Test
    void leaseThatAnotherTookIsTakenBackWhenItEnds() {
        clock.move(TTL.plusSeconds(1));
        Lease other = memory.leases().tryLease(KEY, TTL).orElseThrow();
        tick();
        memory.leases().release(other);
        tick();
        assertThat(memory.leases().tryLease(KEY, TTL)).isEmpty();
        assertThat(renewer.stop().ownInIndex()).map(Lease::token).contains(lease.token());
    }

    @Test
    void rivalThatIsGoneAtTheNextRenewalIsNotADispute() {
        clock.move(TTL.plusSeconds(1));
        Lease other = memory.leases().tryLease(KEY, TTL).orElseThrow();
        tick();
        memory.leases().release(other);
        tick();
        assertThat(renewer.isDisputed()).isFalse();
    }

    @Test
    void rivalThatStaysIsADispute() {
        clock.move(TTL.plusSeconds(1));
        assertThat(memory.leases().tryLease(KEY, TTL)).isPresent();
        tick();
        tick();
        assertThat(renewer.isDisputed()).isTrue();
    }

    @Test
    void renewalAfterTheReleaseLeavesNoLease() {
        watched.before(
                "leases.renew",
                () -> memory.leases().release(renewer.stop().ownInIndex().orElseThrow()));
        tick();
        assertThat(watched.takeCalls()).containsExactly("leases.renew", "leases.release");
        assertThat(memory.leases().tryLease(KEY, TTL)).isPresent();
    }

    @Test
    void leaseIsReturnedOnce() {
        assertThat(renewer.stop().ownInIndex()).isPresent();
        assertThat(renewer.stop()).isEqualTo(HeldLeases.NONE);
    }

    @Test
    void leaseInTheIndexCostsNoRequestToTheStore() {
        tick();
        tick();
        assertThat(store.takeCalls()).isEmpty();
    }

    @Test
    void leaseInTheStoreIsTakenWhenTheIndexStopsAnswering() {
        watched.hang(true);
        tick();
        assertThat(store.isHeld(KEY)).isTrue();
        assertThat(counters.snapshot().get(KEY.profile().name())).containsEntry(LookupMetric.FALLBACK_LEASE, 1L);
        HeldLeases holding = renewer.stop();
        assertThat(holding.ownInIndex()).contains(lease);
        assertThat(holding.inStore()).isPresent();
    }

    @Test
    void leaseInTheStoreIsRenewedFourTimesInItsLife() {
        watched.hang(true);
        tick();
        store.takeCalls();
        for (int i = 0; i < 12; i++) {
            tick();
        }
        assertThat(store.takeCalls()).containsExactly("renew", "renew");
    }

    /** Each request to an index that hangs takes seconds, and all renewals share one thread. */
    @Test
    void leaseInTheStoreIsRenewedInTimeAlthoughTheIndexIsSlow() {
        watched.hang(true);
        tick();
        store.takeCalls();
        for (int i = 0; i < 4; i++) {
            pass(TTL.dividedBy(4));
            tick();
        }
        assertThat(store.takeCalls()).containsExactly("renew", "renew", "renew", "renew");
    }

    @Test
    void leaseInTheStoreIsRenewedWhileTheIndexHasNotAnswered() {
        watched.hang(true);
        tick();
        store.takeCalls();
        watched.takeCalls();
        pass(TTL.dividedBy(4));
        storeTimer.tick();
        assertThat(store.takeCalls()).containsExactly("renew");
        assertThat(watched.takeCalls()).isEmpty();
    }

    @Test
    void renewalInTheStoreAfterTheReleaseLeavesNoLease() {
        watched.hang(true);
        timer.tick();
        store.before("tryTake", () -> assertThat(renewer.stop().inStore()).isEmpty());
        storeTimer.tick();
        assertThat(store.takeCalls()).containsExactly("tryTake", "release");
        assertThat(store.isHeld(KEY)).isFalse();
    }

    @Test
    void leaseInTheIndexIsTakenWhenTheIndexAnswersAgain() {
        memory.leases().release(lease);
        renewer.stop();
        StoreLeases.StoreLease inStore = store.tryTake(KEY, TTL).orElseThrow();
        LeaseRenewer withoutIndex = renewer(new HeldLeases(Optional.empty(), Optional.of(inStore)));
        tick();
        assertThat(memory.leases().tryLease(KEY, TTL)).isEmpty();
        HeldLeases holding = withoutIndex.stop();
        assertThat(holding.ownInIndex()).isPresent();
        assertThat(holding.inStore()).contains(inStore);
    }

    @Test
    void leaseInTheStoreThatAnotherTookIsNotReturned() {
        watched.hang(true);
        tick();
        store.expire(KEY);
        assertThat(store.tryTake(KEY, TTL)).isPresent();
        for (int i = 0; i < 6; i++) {
            tick();
        }
        HeldLeases holding = renewer.stop();
        assertThat(holding.inStore()).isEmpty();
        assertThat(holding.rivalInStore()).isTrue();
        assertThat(renewer.isDisputed()).isTrue();
    }
}
