package dev.renditions.index.memcached.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final CircuitBreaker breaker = new CircuitBreaker(now::get);

    @Test
    void opensAfterFiveConsecutiveFailures() {
        for (int i = 1; i < CircuitBreaker.FAILURES; i++) {
            assertThat(enter().failed()).as("failure %s", i).isFalse();
        }
        assertThat(enter().failed()).isTrue();
        assertThat(breaker.enter(false)).isEmpty();
    }

    @Test
    void successResetsTheFailures() {
        for (int i = 0; i < 3; i++) {
            fail(CircuitBreaker.FAILURES - 1);
            enter().succeeded();
        }
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void undecidedCallsAreNeitherFailureNorSuccess() {
        fail(CircuitBreaker.FAILURES - 1);
        enter().undecided();
        assertThat(enter().failed()).isTrue();
    }

    @Test
    void allowsOneProbeAtATimeAfterThePause() {
        fail(CircuitBreaker.FAILURES);
        now.addAndGet(CircuitBreaker.PAUSE.toNanos() - 1);
        assertThat(breaker.enter(false)).isEmpty();
        now.addAndGet(1);
        CircuitBreaker.Pass probe = enter();
        assertThat(breaker.enter(false)).isEmpty();
        probe.succeeded();
        assertThat(breaker.enter(false)).isPresent();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void failedProbeBeginsTheNextPause() {
        fail(CircuitBreaker.FAILURES);
        pause();
        assertThat(enter().failed()).isTrue();
        assertThat(breaker.enter(false)).isEmpty();
        pause();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void undecidedProbeAllowsAnother() {
        fail(CircuitBreaker.FAILURES);
        pause();
        enter().undecided();
        assertThat(breaker.enter(false)).isPresent();
        assertThat(breaker.enter(false)).isEmpty();
    }

    @Test
    void earlierCallsDoNotAffectTheProbe() {
        CircuitBreaker.Pass late = enter();
        CircuitBreaker.Pass later = enter();
        fail(CircuitBreaker.FAILURES);
        pause();
        CircuitBreaker.Pass probe = enter();
        assertThat(late.failed()).isFalse();
        later.undecided();
        assertThat(breaker.enter(false)).isEmpty();
        probe.succeeded();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void successOfAnEarlierCallCloses() {
        CircuitBreaker.Pass late = enter();
        fail(CircuitBreaker.FAILURES);
        late.succeeded();
        assertThat(breaker.enter(false)).isPresent();
    }

    @Test
    void timeoutsOfImpatientCallsDoNotBlockPatientOnes() {
        miss(CircuitBreaker.FAILURES);
        assertThat(breaker.enter(false)).isEmpty();
        assertThat(breaker.enter(true)).isPresent();
        assertThat(breaker.enter(true)).isPresent();
    }

    @Test
    void timeoutOfAPatientCallOpens() {
        assertThat(breaker.enter(true).orElseThrow().unanswered()).isTrue();
        assertThat(breaker.enter(true)).isEmpty();
        assertThat(breaker.enter(false)).isEmpty();
    }

    @Test
    void dropsTheConnectionOnlyAfterATimedOutProbe() {
        for (int i = 1; i <= CircuitBreaker.FAILURES; i++) {
            assertThat(enter().unanswered()).as("call %s", i).isFalse();
        }
        pause();
        assertThat(enter().unanswered()).isTrue();
    }

    @Test
    void lateAnswerCloses() {
        miss(CircuitBreaker.FAILURES);
        breaker.answered();
        assertThat(breaker.enter(false)).isPresent();
        assertThat(breaker.enter(true).orElseThrow().unanswered()).isTrue();
        breaker.answered();
        assertThat(breaker.enter(true)).isPresent();
    }

    @Test
    void concurrentPatientTimeoutsCountOnce() {
        CircuitBreaker.Pass one = breaker.enter(true).orElseThrow();
        CircuitBreaker.Pass two = breaker.enter(true).orElseThrow();
        assertThat(one.unanswered()).isTrue();
        pause();
        CircuitBreaker.Pass probe = enter();
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

    private CircuitBreaker.Pass enter() {
        return breaker.enter(false).orElseThrow();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            enter().failed();
        }
    }

    private void pause() {
        now.addAndGet(CircuitBreaker.PAUSE.toNanos());
    }
}
