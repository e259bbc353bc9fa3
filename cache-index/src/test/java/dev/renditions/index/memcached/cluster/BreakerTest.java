package dev.renditions.index.memcached.cluster;

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
        assertThat(breaker.enter(false)).isEmpty();
    }

    @Test
    void failuresWithASuccessBetweenThemDoNotAddUp() {
        for (int i = 0; i < 3; i++) {
            fail(Breaker.FAILURES - 1);
            enter().succeeded();
        }
        assertThat(breaker.enter(false)).isPresent();
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
        assertThat(breaker.enter(false)).isEmpty();
        now.addAndGet(1);
        Breaker.Pass probe = enter();
        assertThat(breaker.enter(false)).isEmpty();
        probe.succeeded();
        assertThat(breaker.enter(false)).isPresent();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void failedProbeBeginsTheNextPause() {
        fail(Breaker.FAILURES);
        pause();
        assertThat(enter().failed()).isTrue();
        assertThat(breaker.enter(false)).isEmpty();
        pause();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void undecidedProbeLetsTheNextCallProbe() {
        fail(Breaker.FAILURES);
        pause();
        enter().undecided();
        assertThat(breaker.enter(false)).isPresent();
        assertThat(breaker.enter(false)).isEmpty();
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
        assertThat(breaker.enter(false)).isEmpty();
        probe.succeeded();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void answerToACallFromBeforeThePauseEndsIt() {
        Breaker.Pass late = enter();
        fail(Breaker.FAILURES);
        late.succeeded();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void impatientCallsThatGotNoAnswerDoNotSpareAPatientOne() {
        miss(Breaker.FAILURES);
        assertThat(breaker.enter(false)).isEmpty();
        assertThat(breaker.enter(true)).isPresent();
        assertThat(breaker.enter(true)).isPresent();
    }

    @Test
    void onePatientCallThatGotNoAnswerSparesAll() {
        assertThat(breaker.enter(true).orElseThrow().unanswered()).isTrue();
        assertThat(breaker.enter(true)).isEmpty();
        assertThat(breaker.enter(false)).isEmpty();
    }

    @Test
    void connectionIsGivenUpOnlyWhenNothingHasComeAfterThePauseEither() {
        for (int i = 1; i <= Breaker.FAILURES; i++) {
            assertThat(enter().unanswered()).as("call %s", i).isFalse();
        }
        pause();
        assertThat(enter().unanswered()).isTrue();
    }

    @Test
    void answerThatComesTooLateForItsCallerLetsTheNextCallsThrough() {
        miss(Breaker.FAILURES);
        breaker.answered();
        assertThat(breaker.enter(false)).isPresent();
        assertThat(breaker.enter(true).orElseThrow().unanswered()).isTrue();
        breaker.answered();
        assertThat(breaker.enter(true)).isPresent();
    }

    @Test
    void patientCallsThatWaitedTogetherCountOnce() {
        Breaker.Pass one = breaker.enter(true).orElseThrow();
        Breaker.Pass two = breaker.enter(true).orElseThrow();
        assertThat(one.unanswered()).isTrue();
        pause();
        Breaker.Pass probe = enter();
        assertThat(two.unanswered()).isFalse();
        assertThat(breaker.enter(false)).isEmpty();
        probe.succeeded();
        assertThat(breaker.enter(true)).isPresent();
    }

    private void miss(int times) {
        for (int i = 0; i < times; i++) {
            enter().unanswered();
        }
    }

    private Breaker.Pass enter() {
        return breaker.enter(false).orElseThrow();
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
