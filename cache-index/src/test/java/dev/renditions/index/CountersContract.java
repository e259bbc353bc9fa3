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
public interface CountersContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    Counters counters();

    /** The longest there is: no test meets the end of one. */
    Duration LONG_WINDOW = Duration.ofDays(30);

    @Test
    default void eachCountIsOneMore() {
        Counter counter = freshCounter(LONG_WINDOW);
        for (long expected = 1; expected <= 12; expected++) {
            assertThat(counters().count(counter)).isEqualTo(expected);
        }
    }

    @Test
    default void namesAndWindowsAreCountedApart() {
        String name = UUID.randomUUID().toString();
        assertThat(counters().count(Counter.of(name, LONG_WINDOW))).isEqualTo(1);
        assertThat(counters().count(Counter.of(name + " ", LONG_WINDOW))).isEqualTo(1);
        assertThat(counters().count(Counter.of(name, LONG_WINDOW.minusDays(1)))).isEqualTo(1);
        assertThat(counters().count(Counter.of(name, LONG_WINDOW))).isEqualTo(2);
    }

    @Test
    default void forgottenCountBeginsAtOne() {
        Counter counter = freshCounter(LONG_WINDOW);
        Counter other = freshCounter(LONG_WINDOW);
        assertThat(counters().forget(counter)).isFalse();
        counters().count(counter);
        counters().count(counter);
        counters().count(other);
        assertThat(counters().forget(counter)).isTrue();
        assertThat(counters().forget(counter)).isFalse();
        assertThat(counters().count(counter)).isEqualTo(1);
        assertThat(counters().count(other)).isEqualTo(2);
    }

    @Test
    default void newWindowBeginsAtOne() {
        Duration second = Duration.ofSeconds(1);
        Counter counter = freshCounter(second);
        assertThat(counters().count(counter)).isEqualTo(1);
        after(second, () -> assertThat(counters().count(counter)).isEqualTo(1));
    }

    @Test
    default void windowThatBeginsWithItsFirstCountIsAnotherCountAndIsForgotten() {
        Counter aligned = freshCounter(LONG_WINDOW);
        Counter counter = aligned.startingWithFirst();
        assertThat(counters().count(counter)).isEqualTo(1);
        assertThat(counters().count(counter)).isEqualTo(2);
        assertThat(counters().count(new Counter(counter.digest(), LONG_WINDOW.minusDays(1), true)))
                .as("another length")
                .isEqualTo(1);
        assertThat(counters().forget(counter)).isTrue();
        assertThat(counters().forget(counter)).isFalse();
        assertThat(counters().count(counter)).isEqualTo(1);
    }

    @Test
    default void ofManyCountsAtOnceNoneIsLostAndNoneIsToldTwice() throws Exception {
        Counter counter = freshCounter(LONG_WINDOW);
        List<List<Long>> answers = atOnce(32, () -> {
            List<Long> own = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                own.add(counters().count(counter));
            }
            return own;
        });
        assertThat(answers.stream().flatMap(List::stream).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1600).boxed().toList());
        assertThat(answers).allSatisfy(own -> assertThat(own).isSorted());
        assertThat(counters().count(counter)).isEqualTo(1601);
    }

    /** A count that no other test makes. */
    static Counter freshCounter(Duration window) {
        return Counter.of(UUID.randomUUID().toString(), window);
    }
}
