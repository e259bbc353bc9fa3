package dev.renditions.index;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every index does, whichever adapter it is. Tests use keys of their own, so one index may serve all of them. */
@Timeout(60)
public interface ArtifactIndexContract
        extends IndexedRenditionContract, LeaseContract, CountingContract, PermissionContract, AnalysisContract {

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
    default void allThatIsRememberedOfManyIsFoundTogether() {
        RenditionKey located = freshKey();
        RenditionKey failed = freshKey();
        RenditionKey both = freshKey();
        RenditionKey unknown = freshKey();
        index().record(located, location(1), HOUR);
        index().recordFailure(failed, failure(2), HOUR);
        index().record(both, location(3), HOUR);
        index().recordFailure(both, failure(3), HOUR);
        assertThat(index().findAll(Set.of(located, failed, both, unknown)))
                .isEqualTo(Map.of(
                        located, new IndexedRendition(Optional.of(location(1)), Optional.empty()),
                        failed, new IndexedRendition(Optional.empty(), Optional.of(failure(2))),
                        both, new IndexedRendition(Optional.of(location(3)), Optional.of(failure(3))),
                        unknown, new IndexedRendition(Optional.empty(), Optional.empty())));
        assertThat(index().findAll(Set.of())).isEmpty();
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
                () -> closed.findAll(Set.of(key)),
                () -> closed.recordFailure(key, failure(1), HOUR),
                () -> closed.findContent(source),
                () -> closed.recordContent(source, key.content(), HOUR),
                () -> closed.evictContent(source),
                () -> closed.findAnalysis(new AnalysisKey(ContentHash.of(new byte[0]), "closed", 1)),
                () -> closed.recordAnalysis(new AnalysisKey(ContentHash.of(new byte[0]), "closed", 1), "{}", HOUR),
                () -> closed.findPermission(PermissionKey.of("closed", "b", "k")),
                () -> closed.recordPermission(PermissionKey.of("closed", "b", "k"), Permission.GRANTED, HOUR),
                () -> closed.count(Counter.of("closed", HOUR)),
                () -> closed.forget(Counter.of("closed", HOUR)),
                () -> closed.tryLease(key, HOUR),
                () -> closed.renew(lease, HOUR),
                () -> closed.publish(lease, location(1), HOUR),
                () -> closed.release(lease));
        assertThat(calls).allSatisfy(call -> assertThatIllegalStateException().isThrownBy(call));
    }
}
