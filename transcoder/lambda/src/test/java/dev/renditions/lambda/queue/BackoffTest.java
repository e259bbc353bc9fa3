package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.lambda.LambdaSetting;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({
        "1, 5",
        "2, 10",
        "3, 20",
        "4, 40",
        "5, 80",
        "6, 160",
        "7, 320",
        "8, 640",
        "9, 900",
        "10, 900",
        "1000, 900"
    })
    void delayDoublesWithEachReceiveUpTo15Minutes(int receives, int seconds) {
        assertThat(Backoff.after(receives)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void delaysAreSpreadByAJitterOfAQuarter() {
        Random random = new Random(7);
        assertThat(IntStream.range(0, 1000).mapToObj(i -> Backoff.after(4, Duration.ZERO, random)))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50)))
                .anySatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(31)))
                .anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofSeconds(49)));
    }

    @Test
    void delayIsAtLeastTheMinimum() {
        assertThat(Backoff.after(1, Duration.ofSeconds(28), new Random(7))).isEqualTo(Duration.ofSeconds(28));
        assertThat(Backoff.after(9, Duration.ofSeconds(28), new Random(7))).isGreaterThan(Duration.ofMinutes(11));
    }

    /** TemplateTest checks that the template has the same default. */
    @Test
    void defaultReceivesOutlastAnOutageOf15Minutes() {
        int receives = Integer.parseInt(LambdaSetting.MAX_RECEIVES.defaultValue());
        Duration shortest = IntStream.range(1, receives)
                .mapToObj(Backoff::after)
                .reduce(Duration.ZERO, Duration::plus)
                .multipliedBy(3)
                .dividedBy(4);
        assertThat(shortest).isGreaterThan(Duration.ofMinutes(25));
    }
}
