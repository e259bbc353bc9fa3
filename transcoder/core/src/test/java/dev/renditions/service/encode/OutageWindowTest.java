package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OutageWindowTest {
    private final AtomicLong time = new AtomicLong(-5);
    private final OutageWindow doubt = new OutageWindow(Duration.ofSeconds(28), time::get);

    @Test
    void windowIsClosedAtFirst() {
        assertThat(doubt.lasts()).isFalse();
    }

    @Test
    void windowLastsForALeaseAfterTheLastFailure() {
        doubt.begin();
        time.addAndGet(Duration.ofSeconds(20).toNanos());
        doubt.begin();
        time.addAndGet(Duration.ofSeconds(28).toNanos() - 1);
        assertThat(doubt.lasts()).isTrue();
        time.incrementAndGet();
        assertThat(doubt.lasts()).isFalse();
    }
}
