package dev.renditions.index.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Breaker breaker = new Breaker(now::get);

    @Test
    void fiveFailuresInARowSpareTheNextCalls() {
        for (int i = 1; i < Breaker.FAILURES; i++) {
            assertThat(enter().failed()).as("failure %s", i).isFalse();
        }
        assertThat(enter().failed()).isTrue();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void failuresWithASuccessBetweenThemDoNotAddUp() {
        for (int i = 0; i < 3; i++) {
            fail(Breaker.FAILURES - 1);
            enter().succeeded();
        }
        assertThat(breaker.enter()).isPresent();
    }

    @Test
    void undecidedCallsAreNeitherFailureNorSuccess() {
        fail(Breaker.FAILURES - 1);
        enter().undecided();
        assertThat(enter().failed()).isTrue();
    }

    @Test
    void afterThePauseOneCallAtATimeIsLetThrough() {
        fail(Breaker.FAILURES);
        now.addAndGet(Breaker.PAUSE.toNanos() - 1);
        assertThat(breaker.enter()).isEmpty();
        now.addAndGet(1);
        Breaker.Pass probe = enter();
        assertThat(breaker.enter()).isEmpty();
        probe.succeeded();
        assertThat(breaker.enter()).isPresent();
        assertThat(breaker.enter()).isPresent();
    }

    @Test
    void failedProbeBeginsTheNextPause() {
        fail(Breaker.FAILURES);
        pause();
        assertThat(enter().failed()).isTrue();
        assertThat(breaker.enter()).isEmpty();
        pause();
        assertThat(breaker.enter()).isPresent();
    }

    @Test
    void undecidedProbeLetsTheNextCallProbe() {
        fail(Breaker.FAILURES);
        pause();
        enter().undecided();
        assertThat(breaker.enter()).isPresent();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void callsFromBeforeThePauseEndWithoutDisturbingTheProbe() {
        Breaker.Pass late = enter();
        Breaker.Pass later = enter();
        fail(Breaker.FAILURES);
        pause();
        Breaker.Pass probe = enter();
        assertThat(late.failed()).isFalse();
        later.undecided();
        assertThat(breaker.enter()).isEmpty();
        probe.succeeded();
        assertThat(breaker.enter()).isPresent();
    }

    @Test
    void answerToACallFromBeforeThePauseEndsIt() {
        Breaker.Pass late = enter();
        fail(Breaker.FAILURES);
        late.succeeded();
        assertThat(breaker.enter()).isPresent();
    }

    private Breaker.Pass enter() {
        return breaker.enter().orElseThrow();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            enter().failed();
        }
    }

    private void pause() {
        now.addAndGet(Breaker.PAUSE.toNanos());
    }
}
