package dev.renditions.index;

import static dev.renditions.index.IndexUnderTest.atOnce;
import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every index does, whichever adapter it is. Tests use keys of their own, so one index may serve all of them. */
@Timeout(60)
public interface ArtifactIndexContract
        extends RememberedContract, CountingContract, PermissionContract, AnalysisContract {
    @Test
    default void unknownKeyIsAbsent() {
        assertThat(index().find(freshKey())).isEmpty();
    }

    @Test
    default void recordedLocationIsFound() {
        RenditionKey key = freshKey();
        index().record(key, location(1), HOUR);
        assertThat(index().find(key)).contains(location(1));
    }

    @Test
    default void laterRecordReplacesEarlierOne() {
        RenditionKey key = freshKey();
        index().record(key, location(1), HOUR);
        index().record(key, location(2), HOUR);
        assertThat(index().find(key)).contains(location(2));
    }

    @Test
    default void profilesOfOneContentAreApart() {
        index().record(Samples.key("apart", "mp4-720p"), location(1), HOUR);
        index().record(Samples.key("apart", "mp4-360p"), location(2), HOUR);
        assertThat(index().find(Samples.key("apart", "mp4-720p"))).contains(location(1));
        assertThat(index().find(Samples.key("apart", "mp4-360p"))).contains(location(2));
    }

    @Test
    default void longestNameAndLongestObjectKeyAreKept() {
        RenditionKey key = Samples.key("longest", "p".repeat(48));
        RenditionLocation far = new RenditionLocation(
                URI.create("s3://" + "b".repeat(63) + "/" + "%C3%A9".repeat(512)), "video/mp4", Long.MAX_VALUE, HOUR);
        index().record(key, far, HOUR);
        assertThat(index().find(key)).contains(far);
        Lease lease = index().tryLease(key, HOUR).orElseThrow();
        assertThat(index().release(lease)).isTrue();
    }

    @Test
    default void evictedLocationIsAbsent() {
        RenditionKey key = freshKey();
        index().record(key, location(1), HOUR);
        assertThat(index().evict(key)).isTrue();
        assertThat(index().find(key)).isEmpty();
    }

    @Test
    default void evictTellsThatThereWasNothing() {
        assertThat(index().evict(freshKey())).isFalse();
    }

    @Test
    default void evictLeavesTheLease() {
        RenditionKey key = freshKey();
        Lease lease = index().tryLease(key, HOUR).orElseThrow();
        assertThat(index().evict(key)).isFalse();
        assertThat(index().tryLease(key, HOUR)).isEmpty();
        assertThat(index().release(lease)).isTrue();
    }

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
    default void whatHasLivedItsTimeIsGone() {
        RenditionKey key = freshKey();
        Duration second = Duration.ofSeconds(1);
        Lease ended = index().tryLease(key, second).orElseThrow();
        index().record(key, location(1), second);
        after(second, () -> {
            assertThat(index().find(key)).isEmpty();
            assertThat(index().publish(ended, location(2), HOUR)).isFalse();
            assertThat(index().release(ended)).isFalse();
        });
        assertThat(index().tryLease(key, HOUR)).isPresent();
        assertThat(index().renew(ended, HOUR)).isEmpty();
        assertThat(index().release(ended)).isFalse();
        assertThat(index().tryLease(key, HOUR)).isEmpty();
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
    default void timesPastThirtyDaysDoNotVanish() {
        for (Duration time : List.of(Duration.ofDays(30), Duration.ofDays(31), Duration.ofSeconds(Long.MAX_VALUE))) {
            RenditionKey key = freshKey();
            index().record(key, location(1), time);
            assertThat(index().find(key)).contains(location(1));
            Lease lease = index().tryLease(key, time).orElseThrow();
            assertThat(index().tryLease(key, time)).isEmpty();
            assertThat(index().publish(lease, location(2), time)).isTrue();
            assertThat(index().find(key)).contains(location(2));
        }
    }

    @Test
    default void timesMustBeAboveZero() {
        RenditionKey key = freshKey();
        Lease lease = index().tryLease(key, HOUR).orElseThrow();
        for (Duration time : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> index().record(key, location(1), time));
            assertThatIllegalArgumentException().isThrownBy(() -> index().tryLease(freshKey(), time));
            assertThatIllegalArgumentException().isThrownBy(() -> index().renew(lease, time));
            assertThatIllegalArgumentException().isThrownBy(() -> index().publish(lease, location(1), time));
        }
        assertThat(index().find(key)).isEmpty();
        assertThat(index().release(lease)).isTrue();
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

    @Test
    default void closedIndexRefusesEveryCall() {
        ArtifactIndex closed = another();
        RenditionKey key = freshKey();
        SourceVersion source = freshSource();
        Lease lease = closed.tryLease(key, HOUR).orElseThrow();
        closed.close();
        closed.close();
        List<ThrowingCallable> calls = List.of(
                () -> closed.find(key),
                () -> closed.record(key, location(1), HOUR),
                () -> closed.recordIfAbsent(key, location(1), HOUR),
                () -> closed.evict(key),
                () -> closed.findFailure(key),
                () -> closed.recordFailure(key, failure(1), HOUR),
                () -> closed.findContent(source),
                () -> closed.recordContent(source, key.content(), HOUR),
                () -> closed.evictContent(source),
                () -> closed.findAnalysis(new AnalysisKey(ContentHash.of(new byte[0]), "closed", 1)),
                () -> closed.recordAnalysis(new AnalysisKey(ContentHash.of(new byte[0]), "closed", 1), "{}", HOUR),
                () -> closed.findPermission(PermissionKey.of("closed", "b", "k")),
                () -> closed.recordPermission(PermissionKey.of("closed", "b", "k"), Permission.GRANTED, HOUR),
                () -> closed.count(Counter.of("closed", HOUR)),
                () -> closed.tryLease(key, HOUR),
                () -> closed.renew(lease, HOUR),
                () -> closed.publish(lease, location(1), HOUR),
                () -> closed.release(lease));
        assertThat(calls).allSatisfy(call -> assertThatIllegalStateException().isThrownBy(call));
    }
}
