package dev.renditions.index;

import static dev.renditions.index.IndexUnderTest.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How every index counts. */
public interface CountingContract extends IndexUnderTest {
    /** The longest there is: no test meets the end of one. */
    Duration LONG_WINDOW = Duration.ofDays(30);

    @Test
    default void eachCountIsOneMore() {
        Counter counter = freshCounter(LONG_WINDOW);
        for (long expected = 1; expected <= 12; expected++) {
            assertThat(index().count(counter)).isEqualTo(expected);
        }
    }

    @Test
    default void namesAndWindowsAreCountedApart() {
        String name = UUID.randomUUID().toString();
        assertThat(index().count(Counter.of(name, LONG_WINDOW))).isEqualTo(1);
        assertThat(index().count(Counter.of(name + " ", LONG_WINDOW))).isEqualTo(1);
        assertThat(index().count(Counter.of(name, LONG_WINDOW.minusDays(1)))).isEqualTo(1);
        assertThat(index().count(Counter.of(name, LONG_WINDOW))).isEqualTo(2);
    }

    @Test
    default void forgottenCountBeginsAtOne() {
        Counter counter = freshCounter(LONG_WINDOW);
        Counter other = freshCounter(LONG_WINDOW);
        assertThat(index().forget(counter)).isFalse();
        index().count(counter);
        index().count(counter);
        index().count(other);
        assertThat(index().forget(counter)).isTrue();
        assertThat(index().forget(counter)).isFalse();
        assertThat(index().count(counter)).isEqualTo(1);
        assertThat(index().count(other)).isEqualTo(2);
    }

    @Test
    default void newWindowBeginsAtOne() {
        Duration second = Duration.ofSeconds(1);
        Counter counter = freshCounter(second);
        assertThat(index().count(counter)).isEqualTo(1);
        after(second, () -> assertThat(index().count(counter)).isEqualTo(1));
    }

    @Test
    default void windowThatBeginsWithItsFirstCountIsAnotherCountAndIsForgotten() {
        Counter aligned = freshCounter(LONG_WINDOW);
        Counter counter = aligned.startingWithFirst();
        assertThat(index().count(counter)).isEqualTo(1);
        assertThat(index().count(counter)).isEqualTo(2);
        assertThat(index().count(new Counter(counter.digest(), LONG_WINDOW.minusDays(1), true)))
                .as("another length")
                .isEqualTo(1);
        assertThat(index().forget(counter)).isTrue();
        assertThat(index().forget(counter)).isFalse();
        assertThat(index().count(counter)).isEqualTo(1);
    }

    @Test
    default void ofManyCountsAtOnceNoneIsLostAndNoneIsToldTwice() throws Exception {
        Counter counter = freshCounter(LONG_WINDOW);
        List<List<Long>> answers = atOnce(32, () -> {
            List<Long> own = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                own.add(index().count(counter));
            }
            return own;
        });
        assertThat(answers.stream().flatMap(List::stream).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1600).boxed().toList());
        assertThat(answers).allSatisfy(own -> assertThat(own).isSorted());
        assertThat(index().count(counter)).isEqualTo(1601);
    }

    /** A count that no other test makes. */
    static Counter freshCounter(Duration window) {
        return Counter.of(UUID.randomUUID().toString(), window);
    }
}
