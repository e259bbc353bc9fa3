package dev.renditions.index;

import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of {@link IndexedRenditions} for every index. */
@Timeout(60)
public interface IndexedRenditionsContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    IndexedRenditions renditions();

    /** The locations of the same index. */
    RenditionLocations locations();

    /** The failures of the same index. */
    RecordedFailures failures();

    /** The leases of the same index. */
    Leases leases();

    @Test
    default void findsLocationsAndFailuresOfManyRenditions() {
        RenditionKey located = freshKey();
        RenditionKey failed = freshKey();
        RenditionKey both = freshKey();
        RenditionKey unknown = freshKey();
        locations().record(located, location(1), HOUR);
        failures().record(failed, failure(2), HOUR);
        locations().record(both, location(3), HOUR);
        failures().record(both, failure(3), HOUR);
        assertThat(renditions().findAll(Set.of(located, failed, both, unknown)))
                .isEqualTo(Map.of(
                        located, new IndexedRendition(Optional.of(location(1)), Optional.empty()),
                        failed, new IndexedRendition(Optional.empty(), Optional.of(failure(2))),
                        both, new IndexedRendition(Optional.of(location(3)), Optional.of(failure(3))),
                        unknown, new IndexedRendition(Optional.empty(), Optional.empty())));
        assertThat(renditions().findAll(Set.of())).isEmpty();
    }

    @Test
    default void failureLocationAndLeaseAreIndependent() {
        RenditionKey key = freshKey();
        failures().record(key, failure(1), HOUR);
        assertThat(locations().find(key)).isEmpty();
        assertThat(leases().tryLease(key, HOUR)).isPresent();
        locations().record(key, location(1), HOUR);
        assertThat(failures().find(key)).contains(failure(1));
        assertThat(failures().evict(key)).isTrue();
        assertThat(locations().find(key)).contains(location(1));
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
    }

    @Test
    default void recordedLocationDoesNotBlockTheLease() {
        RenditionKey key = freshKey();
        locations().record(key, location(1), HOUR);
        assertThat(leases().tryLease(key, HOUR)).isPresent();
        assertThat(locations().find(key)).contains(location(1));
    }

    @Test
    default void evictedLocationIsAbsent() {
        RenditionKey key = freshKey();
        locations().record(key, location(1), HOUR);
        assertThat(renditions().evict(key)).isTrue();
        assertThat(locations().find(key)).isEmpty();
    }

    @Test
    default void evictReturnsFalseIfNothingIsRecorded() {
        assertThat(renditions().evict(freshKey())).isFalse();
    }

    @Test
    default void evictKeepsTheLease() {
        RenditionKey key = freshKey();
        Lease lease = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(renditions().evict(key)).isFalse();
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
        assertThat(leases().release(lease)).isTrue();
    }

    @Test
    default void evictAlsoDeletesTheFailure() {
        RenditionKey failed = freshKey();
        failures().record(failed, failure(1), HOUR);
        assertThat(renditions().evict(failed)).isTrue();
        assertThat(failures().find(failed)).isEmpty();
        assertThat(renditions().evict(failed)).isFalse();

        RenditionKey both = freshKey();
        locations().record(both, location(1), HOUR);
        failures().record(both, failure(1), HOUR);
        assertThat(renditions().evict(both)).isTrue();
        assertThat(locations().find(both)).isEmpty();
        assertThat(failures().find(both)).isEmpty();
    }

    @Test
    default void publishingRecordsTheLocationAndEndsTheLease() {
        RenditionKey key = freshKey();
        Lease lease = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(renditions().publish(lease, location(1), HOUR)).isTrue();
        assertThat(locations().find(key)).contains(location(1));
        assertThat(leases().release(lease)).isFalse();
        assertThat(leases().tryLease(key, HOUR)).isPresent();
    }

    @Test
    default void leaseOfATrackPublishesNothing() {
        Lease lease = leases().tryLease(Samples.freshTrack(), HOUR).orElseThrow();
        assertThatIllegalStateException().isThrownBy(() -> renditions().publish(lease, location(1), HOUR));
        assertThat(leases().release(lease)).isTrue();
    }

    @Test
    default void publishingTwiceWritesOnce() {
        RenditionKey key = freshKey();
        Lease lease = leases().tryLease(key, HOUR).orElseThrow();
        renditions().publish(lease, location(1), HOUR);
        assertThat(renditions().publish(lease, location(2), HOUR)).isFalse();
        assertThat(locations().find(key)).contains(location(1));
    }

    @Test
    default void formerHolderCannotPublishOverTheLeaseOfTheNext() {
        RenditionKey key = freshKey();
        Lease former = leases().tryLease(key, HOUR).orElseThrow();
        leases().release(former);
        Lease next = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(renditions().publish(former, location(1), HOUR)).isFalse();
        assertThat(locations().find(key)).isEmpty();
        assertThat(leases().tryLease(key, HOUR)).isEmpty();
        assertThat(leases().release(next)).isTrue();
    }

    @Test
    default void expiredLeaseCannotPublishUntilRenewed() {
        RenditionKey key = freshKey();
        RenditionKey later = freshKey();
        Duration second = Duration.ofSeconds(1);
        Lease ended = leases().tryLease(key, second).orElseThrow();
        locations().record(later, location(1), second);
        after(second, () -> assertThat(locations().find(later)).isEmpty());
        assertThat(renditions().publish(ended, location(1), HOUR)).isFalse();
        assertThat(locations().find(key)).isEmpty();
        Lease again = leases().renew(ended, HOUR).orElseThrow();
        assertThat(renditions().publish(again, location(1), HOUR)).isTrue();
        assertThat(locations().find(key)).contains(location(1));
    }

    @Test
    default void publishedLocationExpires() {
        RenditionKey key = freshKey();
        Duration second = Duration.ofSeconds(1);
        Lease lease = leases().tryLease(key, HOUR).orElseThrow();
        assertThat(renditions().publish(lease, location(1), second)).isTrue();
        after(second, () -> assertThat(locations().find(key)).isEmpty());
        assertThat(renditions().evict(key)).isFalse();
    }

    @Test
    default void publishedLocationMayLiveLongerThanThirtyDays() {
        for (Duration time : LONG_TIMES) {
            RenditionKey key = freshKey();
            Lease lease = leases().tryLease(key, time).orElseThrow();
            assertThat(renditions().publish(lease, location(2), time)).isTrue();
            assertThat(locations().find(key)).contains(location(2));
        }
    }

    @Test
    default void publishRefusesTimeToLiveOfZeroOrLess() {
        RenditionKey key = freshKey();
        Lease lease = leases().tryLease(key, HOUR).orElseThrow();
        for (Duration time : BAD_TIMES) {
            assertThatIllegalArgumentException().isThrownBy(() -> renditions().publish(lease, location(1), time));
        }
        assertThat(renditions().evict(key)).isFalse();
        assertThat(leases().release(lease)).isTrue();
    }
}
