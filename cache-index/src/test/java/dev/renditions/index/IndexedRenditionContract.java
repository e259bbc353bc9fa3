package dev.renditions.index;

import static dev.renditions.index.IndexUnderTest.atOnce;
import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every index does with locations that may be there already, with failures, and with the contents of objects. */
public interface IndexedRenditionContract extends IndexUnderTest {
    @Test
    default void locationIsRecordedWhereNoneIs() {
        RenditionKey key = freshKey();
        assertThat(index().recordIfAbsent(key, location(1), HOUR)).isTrue();
        assertThat(index().find(key)).contains(location(1));
    }

    @Test
    default void locationThatIsThereStays() {
        RenditionKey key = freshKey();
        index().record(key, location(1), HOUR);
        assertThat(index().recordIfAbsent(key, location(2), HOUR)).isFalse();
        assertThat(index().find(key)).contains(location(1));
    }

    @Test
    default void ofManyWhoRecordAtOnceOneIsTold() throws Exception {
        RenditionKey key = freshKey();
        AtomicInteger number = new AtomicInteger();
        List<Boolean> recorded =
                atOnce(32, () -> index().recordIfAbsent(key, location(number.incrementAndGet()), HOUR));
        assertThat(recorded).filteredOn(yes -> yes).hasSize(1);
        assertThat(index().find(key)).isPresent();
    }

    @Test
    default void unknownFailureAndUnknownContentAreAbsent() {
        assertThat(index().findFailure(freshKey())).isEmpty();
        assertThat(index().findContent(freshSource())).isEmpty();
    }

    @Test
    default void laterFailureReplacesEarlierOne() {
        RenditionKey key = freshKey();
        index().recordFailure(key, failure(1), HOUR);
        assertThat(index().findFailure(key)).contains(failure(1));
        index().recordFailure(key, failure(2), HOUR);
        assertThat(index().findFailure(key)).contains(failure(2));
    }

    @Test
    default void reasonOfAnyCharactersStaysIntact() {
        for (String reason : List.of(
                "",
                "\u0000\t\r\n\u001b[31m\u007f\u2028 \"quoted\" \\ {}",
                "caf\u00e9 \u4e2d\u6587 \ud83c\udfac".repeat(40),
                "\r\nEND\r\nset x 0 0 1\r\n",
                "\ud83c".repeat(RecordedFailure.LONGEST_REASON))) {
            RenditionKey key = freshKey();
            RecordedFailure failure = new RecordedFailure("k".repeat(RecordedFailure.LONGEST_KIND), reason);
            index().recordFailure(key, failure, HOUR);
            assertThat(index().findFailure(key)).contains(failure);
        }
    }

    @Test
    default void failureLocationAndLeaseOfOneRenditionAreApart() {
        RenditionKey key = freshKey();
        index().recordFailure(key, failure(1), HOUR);
        assertThat(index().find(key)).isEmpty();
        assertThat(index().tryLease(key, HOUR)).isPresent();
        index().record(key, location(1), HOUR);
        assertThat(index().findFailure(key)).contains(failure(1));
        assertThat(index().find(key)).contains(location(1));
    }

    @Test
    default void evictForgetsTheFailureToo() {
        RenditionKey failed = freshKey();
        index().recordFailure(failed, failure(1), HOUR);
        assertThat(index().evict(failed)).isTrue();
        assertThat(index().findFailure(failed)).isEmpty();
        assertThat(index().evict(failed)).isFalse();

        RenditionKey both = freshKey();
        index().record(both, location(1), HOUR);
        index().recordFailure(both, failure(1), HOUR);
        assertThat(index().evict(both)).isTrue();
        assertThat(index().find(both)).isEmpty();
        assertThat(index().findFailure(both)).isEmpty();
    }

    @Test
    default void laterContentReplacesEarlierOne() {
        SourceVersion source = freshSource();
        index().recordContent(source, freshKey().content(), HOUR);
        ContentHash content = freshKey().content();
        index().recordContent(source, content, HOUR);
        assertThat(index().findContent(source)).contains(content);
        assertThat(index().findContent(freshSource())).isEmpty();
    }

    @Test
    default void evictedContentIsAbsent() {
        SourceVersion source = freshSource();
        assertThat(index().evictContent(source)).isFalse();
        index().recordContent(source, freshKey().content(), HOUR);
        assertThat(index().evictContent(source)).isTrue();
        assertThat(index().findContent(source)).isEmpty();
    }

    @Test
    default void whatIsRememberedEndsAfterItsTime() {
        RenditionKey key = freshKey();
        SourceVersion source = freshSource();
        Duration second = Duration.ofSeconds(1);
        index().recordIfAbsent(key, location(1), second);
        index().recordFailure(key, failure(1), second);
        index().recordContent(source, key.content(), second);
        after(second, () -> {
            assertThat(index().find(key)).isEmpty();
            assertThat(index().findFailure(key)).isEmpty();
            assertThat(index().findContent(source)).isEmpty();
        });
        assertThat(index().evict(key)).isFalse();
        assertThat(index().evictContent(source)).isFalse();
        assertThat(index().recordIfAbsent(key, location(2), HOUR)).isTrue();
    }

    @Test
    default void whatIsRememberedPastThirtyDaysDoesNotVanish() {
        for (Duration time : List.of(Duration.ofDays(30), Duration.ofDays(31), Duration.ofSeconds(Long.MAX_VALUE))) {
            RenditionKey key = freshKey();
            SourceVersion source = freshSource();
            index().recordIfAbsent(key, location(1), time);
            index().recordFailure(key, failure(1), time);
            index().recordContent(source, key.content(), time);
            assertThat(index().find(key)).contains(location(1));
            assertThat(index().findFailure(key)).contains(failure(1));
            assertThat(index().findContent(source)).contains(key.content());
        }
    }

    @Test
    default void timesToRememberMustBeAboveZero() {
        RenditionKey key = freshKey();
        SourceVersion source = freshSource();
        for (Duration time : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> index().recordIfAbsent(key, location(1), time));
            assertThatIllegalArgumentException().isThrownBy(() -> index().recordFailure(key, failure(1), time));
            assertThatIllegalArgumentException().isThrownBy(() -> index().recordContent(source, key.content(), time));
        }
        assertThat(index().evict(key)).isFalse();
        assertThat(index().evictContent(source)).isFalse();
    }
}
