package dev.renditions.index;

import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every index keeps failures. */
public interface RecordedFailuresContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    RecordedFailures failures();

    @Test
    default void unknownFailureIsAbsent() {
        assertThat(failures().find(freshKey())).isEmpty();
    }

    @Test
    default void laterFailureReplacesEarlierOne() {
        RenditionKey key = freshKey();
        failures().record(key, failure(1), HOUR);
        assertThat(failures().find(key)).contains(failure(1));
        failures().record(key, failure(2), HOUR);
        assertThat(failures().find(key)).contains(failure(2));
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
            failures().record(key, failure, HOUR);
            assertThat(failures().find(key)).contains(failure);
        }
    }

    @Test
    default void evictedFailureIsAbsent() {
        RenditionKey key = freshKey();
        assertThat(failures().evict(key)).isFalse();
        failures().record(key, failure(1), HOUR);
        assertThat(failures().evict(key)).isTrue();
        assertThat(failures().find(key)).isEmpty();
        assertThat(failures().evict(key)).isFalse();
    }

    @Test
    default void failureEndsAfterItsTime() {
        RenditionKey key = freshKey();
        Duration second = Duration.ofSeconds(1);
        failures().record(key, failure(1), second);
        after(second, () -> assertThat(failures().find(key)).isEmpty());
        assertThat(failures().evict(key)).isFalse();
    }

    @Test
    default void failurePastThirtyDaysDoesNotVanish() {
        for (Duration time : LONG_TIMES) {
            RenditionKey key = freshKey();
            failures().record(key, failure(1), time);
            assertThat(failures().find(key)).contains(failure(1));
        }
    }

    @Test
    default void timeOfAFailureMustBeAboveZero() {
        RenditionKey key = freshKey();
        for (Duration time : BAD_TIMES) {
            assertThatIllegalArgumentException().isThrownBy(() -> failures().record(key, failure(1), time));
        }
        assertThat(failures().evict(key)).isFalse();
    }
}
