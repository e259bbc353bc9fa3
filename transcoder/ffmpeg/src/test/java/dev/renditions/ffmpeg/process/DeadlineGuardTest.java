package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.EncodeProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a run of several orders is ended so that the lighter ones get their time. */
class DeadlineGuardTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicLong nanos = new AtomicLong();
    private final List<Double> fractions = new ArrayList<>();

    @ParameterizedTest(
            name = "{1} s after the beginning {0} is done, the lighter have {2}, the lightest {3}: ended {4}")
    @CsvSource({
        // Would take 10 of 20 s.
        "0.2,   2, 0.3, 0.3, false",
        // 16 s: enough.
        "0.125, 2, 0.3, 0.3, false",
        // 19 s: too risky.
        "0.105, 2, 0.3, 0.3, true",
        // 100 s, but the first second says little.
        "0.009, 0.9, 0.1, 0.1, false",
        "0.019, 1.9, 0.1, 0.1, false",
        "0.02,  2,   0.1, 0.1, true",
        // 19 s, all but 0.5 s of it done.
        "0.97, 18.5, 0.3, 0.3, false",
        // 25 s, and the lighter would take 12 of the 10 that are left, the lightest 5.
        "0.4, 10, 0.5, 0.2, true",
        // Hopeless, whatever the lighter would take by their shares.
        "0.02, 2,   0.5, 0.5, true",
        // Not even the lightest could be made.
        "0.4, 10, 0.5, 0.5, false",
    })
    void runIsEndedWhileTheLighterOrdersCanStillBeMade(
            double fraction, double seconds, double lighter, double lightest, boolean ended) {
        DeadlineGuard run = run(new DeadlineGuard.Shares(lightest, lighter));
        nanos.set((long) (seconds * 1e9));

        DeadlineGuard.StoppedEarly thrown =
                catchThrowableOfType(DeadlineGuard.StoppedEarly.class, () -> run.at(EncodeProgress.at(fraction)));

        assertThat(thrown != null).isEqualTo(ended);
        assertThat(fractions).hasSize(ended ? 0 : 1);
        if (thrown != null) {
            assertThat(thrown.seconds()).isCloseTo(seconds / fraction, Offset.offset(0.01));
        }
    }

    @Test
    void runThatBecomesSlowerIsEndedLater() {
        DeadlineGuard run = run(new DeadlineGuard.Shares(0.2, 0.2));
        nanos.set(5_000_000_000L);
        run.at(EncodeProgress.at(0.4));
        nanos.set(12_000_000_000L);

        assertThat(catchThrowableOfType(DeadlineGuard.StoppedEarly.class, () -> run.at(EncodeProgress.at(0.5))))
                .isNotNull();
        assertThat(fractions).containsExactly(0.4);
    }

    /** By all of the time so far the run would take 14 of 20 s; by the second half of that time, 32 s. */
    @Test
    void fastStartOfLightEncodersIsNotTheSpeed() {
        DeadlineGuard run = run(new DeadlineGuard.Shares(0.2, 0.2));
        nanos.set(2_000_000_000L);
        run.at(EncodeProgress.at(0.4));
        nanos.set(7_000_000_000L);

        assertThat(catchThrowableOfType(DeadlineGuard.StoppedEarly.class, () -> run.at(EncodeProgress.at(0.5)))
                        .seconds())
                .isCloseTo(32, Offset.offset(0.01));
    }

    /** There was no output for 6 of the 8 s, so the run takes 10 s more and not 72. */
    @Test
    void timeBeforeTheFirstOutputDoesNotCount() {
        DeadlineGuard run = new DeadlineGuard(
                LIMIT, new DeadlineGuard.Shares(0.2, 0.2), step -> fractions.add(step.fraction()), nanos::get);
        nanos.set(6_000_000_000L);
        run.at(EncodeProgress.at(0.01));
        nanos.set(8_000_000_000L);
        run.at(EncodeProgress.at(0.2));

        assertThat(fractions).containsExactly(0.01, 0.2);
    }

    private DeadlineGuard run(DeadlineGuard.Shares shares) {
        DeadlineGuard run = new DeadlineGuard(LIMIT, shares, step -> fractions.add(step.fraction()), nanos::get);
        run.at(EncodeProgress.at(0));
        fractions.clear();
        return run;
    }
}
