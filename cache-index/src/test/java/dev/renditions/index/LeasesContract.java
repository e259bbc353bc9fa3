package dev.renditions.index;

import static dev.renditions.index.IndexUnderTest.atOnce;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshTrack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of {@link Leases} for every index. */
@Timeout(60)
public interface LeasesContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    Leases leases();

    @Test
    default void leaseHasOneHolder() {
        RenditionKey key = freshKey();
        assertThat(leases().tryLease(key, HOUR)).hasValueSatisfying(lease -> {
            assertThat(lease.key()).isEqualTo(key);
            assertThat(lease.token()).isNotEmpty();
        });
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
        assertThat(leases().tryLease(freshKey(), HOUR)).isPresent();
    }

    @Test
    default void tracksHaveLeasesOfTheirOwn() {
        TrackId track = freshTrack();
        Lease lease = leases().tryLease(track, HOUR).orElseThrow();
        assertThat(lease.key()).isEqualTo(track);
        assertThat(leases().tryLease(track, HOUR)).isEmpty();
        assertThat(leases().tryLease(new TrackId(TrackKind.AUDIO, track.digest()), HOUR))
                .isPresent();
        assertThat(leases().renew(lease, HOUR)).isPresent();
        assertThat(leases().release(lease)).isTrue();
        assertThat(leases().tryLease(track, HOUR)).isPresent();
    }

    @Test
    default void segmentsHaveLeasesOfTheirOwn() {
        TrackId track = freshTrack();
        SegmentId segment = new SegmentId(track, 0, 1350);
        Lease lease = leases().tryLease(segment, HOUR).orElseThrow();
        assertThat(lease.key()).isEqualTo(segment);
        assertThat(leases().tryLease(segment, HOUR)).isEmpty();
        assertThat(leases().tryLease(new SegmentId(track, 1350, 2700), HOUR)).isPresent();
        assertThat(leases().tryLease(track, HOUR)).isPresent();
        assertThat(leases().renew(lease, HOUR)).isPresent();
        assertThat(leases().release(lease)).isTrue();
        assertThat(leases().tryLease(segment, HOUR)).isPresent();
    }

    @Test
    default void releasedLeaseCanBeTakenAtOnceWithANewToken() {
        RenditionKey key = freshKey();
        Lease first = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(leases().release(first)).isTrue();
        Lease second = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    default void leaseIsReleasedOnce() {
        Lease lease = leases().tryLease(freshKey(), HOUR).orElseThrow();
        assertThat(leases().release(lease)).isTrue();
        assertThat(leases().release(lease)).isFalse();
    }

    @Test
    default void formerHolderCannotTouchTheLeaseOfTheNext() {
        RenditionKey key = freshKey();
        Lease former = leases().tryLease(key, HOUR).orElseThrow();
        leases().release(former);
        Lease next = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(leases().renew(former, HOUR)).isEmpty();
        assertThat(leases().release(former)).isFalse();
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
        assertThat(leases().release(next)).isTrue();
    }

    @Test
    default void renewedLeaseEndsLaterAndKeepsItsToken() {
        RenditionKey key = freshKey();
        Lease lease = leases().tryLease(key, HOUR).orElseThrow();
        Lease renewed = leases().renew(lease, HOUR.multipliedBy(2)).orElseThrow();
        assertThat(renewed.token()).isEqualTo(lease.token());
        assertThat(renewed.until()).isAfter(lease.until());
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
        assertThat(leases().release(lease)).isTrue();
    }

    @Test
    default void renewalTakesBackAnExpiredFreeLease() {
        RenditionKey key = freshKey();
        Lease ended = endedLease(key);
        assertThat(leases().release(ended)).isFalse();
        Lease again = leases().renew(ended, HOUR).orElseThrow();
        assertThat(again.token()).isEqualTo(ended.token());
        assertThat(again.until()).isAfter(ended.until());
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
        assertThat(leases().release(again)).isTrue();
    }

    @Test
    default void expiredLeaseCanBeTakenByAnother() {
        RenditionKey key = freshKey();
        Lease ended = endedLease(key);
        assertThat(leases().tryLease(key, HOUR)).isPresent();
        assertThat(leases().renew(ended, HOUR)).isEmpty();
        assertThat(leases().release(ended)).isFalse();
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
    }

    /** Waits for the end of a later lease, since reading the lease itself could end it. */
    private Lease endedLease(RenditionKey key) {
        Duration second = Duration.ofSeconds(1);
        RenditionKey later = freshKey();
        Lease lease = leases().tryLease(key, second).orElseThrow();
        assertThat(leases().tryLease(later, second)).isPresent();
        after(second, () -> assertThat(leases().tryLease(later, second)).isPresent());
        return lease;
    }

    @Test
    default void longestProfileNameHasALease() {
        Lease lease =
                leases().tryLease(Samples.key("longest", "p".repeat(48)), HOUR).orElseThrow();
        assertThat(leases().release(lease)).isTrue();
    }

    @Test
    default void leaseMayLiveLongerThanThirtyDays() {
        for (Duration time : LONG_TIMES) {
            RenditionKey key = freshKey();
            Lease lease = leases().tryLease(key, time).orElseThrow();
            assertThat(leases().tryLease(key, time)).isEmpty();
            assertThat(leases().release(lease)).isTrue();
        }
    }

    @Test
    default void leaseRefusesTimeToLiveOfZeroOrLess() {
        Lease lease = leases().tryLease(freshKey(), HOUR).orElseThrow();
        for (Duration time : BAD_TIMES) {
            assertThatIllegalArgumentException().isThrownBy(() -> leases().tryLease(freshKey(), time));
            assertThatIllegalArgumentException().isThrownBy(() -> leases().renew(lease, time));
        }
        assertThat(leases().release(lease)).isTrue();
    }

    @Test
    default void concurrentTakersAndRenewersHaveOneWinner() throws Exception {
        RenditionKey key = freshKey();
        Lease former = leases().tryLease(key, HOUR).orElseThrow();
        leases().release(former);
        AtomicInteger callers = new AtomicInteger();
        List<Optional<Lease>> leases = atOnce(
                16,
                () -> callers.incrementAndGet() % 2 == 0 ? leases().renew(former, HOUR) : leases().tryLease(key, HOUR));
        assertThat(leases.stream().flatMap(Optional::stream).map(Lease::token).distinct())
                .hasSize(1);
    }

    @Test
    default void oneOfManyConcurrentCallersGetsTheLease() throws Exception {
        RenditionKey key = freshKey();
        List<Optional<Lease>> leases = atOnce(32, () -> leases().tryLease(key, HOUR));
        assertThat(leases).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    default void concurrentRenewalsKeepTheLease() throws Exception {
        RenditionKey key = freshKey();
        Lease lease = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(atOnce(8, () -> leases().renew(lease, HOUR))).allMatch(Optional::isPresent);
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
        List<Boolean> released = atOnce(8, () -> leases().release(lease));
        assertThat(released).filteredOn(yes -> yes).hasSize(1);
    }
}
