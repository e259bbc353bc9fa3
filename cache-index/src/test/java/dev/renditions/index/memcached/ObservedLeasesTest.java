package dev.renditions.index.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ObservedLeasesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration STALE = Duration.ofMinutes(2);
    private static final Duration USUAL = Duration.ofSeconds(26);

    private final RenditionKey key = Samples.freshKey();
    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1000);
    private final ObservedLeases seen = new ObservedLeases(new MovableClock(NOW), STALE, ticks::get);

    @Test
    void unseenLeaseIsNotHeld() {
        assertThat(seen.isHeld(key)).isFalse();
    }

    @Test
    void seenLeaseIsHeldUntilItsEnd() {
        saw("one", Duration.ofSeconds(8));
        assertHeldFor(Duration.ofSeconds(8));
    }

    @Test
    void implausibleEndIsReplacedByTheUsualDuration() {
        saw("ahead", Duration.ofHours(2));
        assertHeldFor(USUAL);
        saw("behind", Duration.ofHours(-2));
        assertHeldFor(USUAL);
    }

    @Test
    void seeingTheSameLeaseDoesNotExtendIt() {
        saw("one", Duration.ofHours(2));
        ticks.addAndGet(USUAL.toNanos() / 2);
        saw("one", Duration.ofHours(2));
        assertHeldFor(USUAL.dividedBy(2));
    }

    /** An attacker may restore an old value without expiration, which is never renewed. */
    @Test
    void leaseWithoutRenewalIsStale() {
        Lease one = lease("one", NOW.plusSeconds(8));
        assertThat(seen.isStale(one)).isFalse();
        seen.saw(one, USUAL);
        ticks.addAndGet(STALE.minusSeconds(1).toNanos());
        assertThat(seen.isHeld(key)).isFalse();
        seen.saw(one, USUAL);
        assertThat(seen.isStale(one)).isFalse();
        ticks.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(seen.isStale(one)).isTrue();
        Lease renewed = lease("one", NOW.plusSeconds(10));
        seen.saw(renewed, USUAL);
        assertThat(seen.isStale(renewed)).isFalse();
    }

    private Lease lease(String token, Instant until) {
        return new Lease(key, token, until);
    }

    @Test
    void renewalExtendsTheLease() {
        saw("one", Duration.ofSeconds(8));
        ticks.addAndGet(Duration.ofSeconds(4).toNanos());
        saw("one", Duration.ofSeconds(12));
        assertHeldFor(Duration.ofSeconds(12));
    }

    @Test
    void forgottenLeaseIsNotHeld() {
        saw("one", Duration.ofSeconds(8));
        seen.forget(key);
        assertThat(seen.isHeld(key)).isFalse();
    }

    private void saw(String token, Duration left) {
        seen.saw(new Lease(key, token, NOW.plus(left)), USUAL);
    }

    private void assertHeldFor(Duration time) {
        ticks.addAndGet(time.toNanos() - 1);
        assertThat(seen.isHeld(key)).isTrue();
        ticks.incrementAndGet();
        assertThat(seen.isHeld(key)).isFalse();
    }
}
