package dev.renditions.index;

import static dev.renditions.index.IndexUnderTest.atOnce;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who holds the right to make a rendition, in every index. */
@Timeout(60)
public interface LeaseContract extends IndexUnderTest {
    @Test
    default void onlyOneHoldsALease() {
        RenditionKey key = freshKey();
        assertThat(index().tryLease(key, HOUR)).hasValueSatisfying(lease -> {
            assertThat(lease.key()).isEqualTo(key);
            assertThat(lease.token()).isNotEmpty();
        });
        assertThat(index().tryLease(key, HOUR)).isEmpty();
        assertThat(index().tryLease(freshKey(), HOUR)).isPresent();
    }

    @Test
    default void leaseIsFreeForARecordedRendition() {
        RenditionKey key = freshKey();
        index().record(key, location(1), HOUR);
        assertThat(index().tryLease(key, HOUR)).isPresent();
        assertThat(index().find(key)).contains(location(1));
    }

    @Test
    default void releasedLeaseCanBeTakenAtOnceUnderAnotherToken() {
        RenditionKey key = freshKey();
        Lease first = index().tryLease(key, HOUR).orElseThrow();
        assertThat(index().release(first)).isTrue();
        Lease second = index().tryLease(key, HOUR).orElseThrow();
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    default void leaseIsReleasedOnce() {
        Lease lease = index().tryLease(freshKey(), HOUR).orElseThrow();
        assertThat(index().release(lease)).isTrue();
        assertThat(index().release(lease)).isFalse();
    }

    @Test
    default void formerHolderCannotTouchTheLeaseOfTheNext() {
        RenditionKey key = freshKey();
        Lease former = index().tryLease(key, HOUR).orElseThrow();
        index().release(former);
        Lease next = index().tryLease(key, HOUR).orElseThrow();
        assertThat(index().renew(former, HOUR)).isEmpty();
        assertThat(index().release(former)).isFalse();
        assertThat(index().publish(former, location(1), HOUR)).isFalse();
        assertThat(index().find(key)).isEmpty();
        assertThat(index().tryLease(key, HOUR)).isEmpty();
        assertThat(index().release(next)).isTrue();
    }

    @Test
    default void renewedLeaseEndsLaterAndServesUnderItsToken() {
        RenditionKey key = freshKey();
        Lease lease = index().tryLease(key, HOUR).orElseThrow();
        Lease renewed = index().renew(lease, HOUR.multipliedBy(2)).orElseThrow();
        assertThat(renewed.token()).isEqualTo(lease.token());
        assertThat(renewed.until()).isAfter(lease.until());
        assertThat(index().tryLease(key, HOUR)).isEmpty();
        assertThat(index().release(lease)).isTrue();
    }

    @Test
    default void publishingRecordsTheLocationAndEndsTheLease() {
        RenditionKey key = freshKey();
        Lease lease = index().tryLease(key, HOUR).orElseThrow();
        assertThat(index().publish(lease, location(1), HOUR)).isTrue();
        assertThat(index().find(key)).contains(location(1));
        assertThat(index().release(lease)).isFalse();
        assertThat(index().tryLease(key, HOUR)).isPresent();
    }

    @Test
    default void publishingTwiceWritesOnce() {
        RenditionKey key = freshKey();
        Lease lease = index().tryLease(key, HOUR).orElseThrow();
        index().publish(lease, location(1), HOUR);
        assertThat(index().publish(lease, location(2), HOUR)).isFalse();
        assertThat(index().find(key)).contains(location(1));
    }

    @Test
    default void leaseThatEndedIsTakenBackByARenewalIfNobodyHasIt() {
        RenditionKey key = freshKey();
        Duration second = Duration.ofSeconds(1);
        Lease ended = index().tryLease(key, second).orElseThrow();
        after(
                second,
                () -> assertThat(index().publish(ended, location(1), HOUR)).isFalse());
        Lease again = index().renew(ended, HOUR).orElseThrow();
        assertThat(again.token()).isEqualTo(ended.token());
        assertThat(again.until()).isAfter(ended.until());
        assertThat(index().tryLease(key, HOUR)).isEmpty();
        assertThat(index().publish(again, location(1), HOUR)).isTrue();
    }

    @Test
    default void ofManyWhoTakeALeaseAndItsFormerHolderOneHasIt() throws Exception {
        RenditionKey key = freshKey();
        Lease former = index().tryLease(key, HOUR).orElseThrow();
        index().release(former);
        AtomicInteger callers = new AtomicInteger();
        List<Optional<Lease>> leases = atOnce(
                16,
                () -> callers.incrementAndGet() % 2 == 0 ? index().renew(former, HOUR) : index().tryLease(key, HOUR));
        assertThat(leases.stream().flatMap(Optional::stream).map(Lease::token).distinct())
                .hasSize(1);
    }

    @Test
    default void ofManyWhoTryAtOnceOneGetsTheLease() throws Exception {
        RenditionKey key = freshKey();
        List<Optional<Lease>> leases = atOnce(32, () -> index().tryLease(key, HOUR));
        assertThat(leases).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    default void renewingAtOnceFromManyThreadsKeepsTheLease() throws Exception {
        RenditionKey key = freshKey();
        Lease lease = index().tryLease(key, HOUR).orElseThrow();
        assertThat(atOnce(8, () -> index().renew(lease, HOUR))).allMatch(Optional::isPresent);
        assertThat(index().tryLease(key, HOUR)).isEmpty();
        List<Boolean> released = atOnce(8, () -> index().release(lease));
        assertThat(released).filteredOn(yes -> yes).hasSize(1);
    }
}
