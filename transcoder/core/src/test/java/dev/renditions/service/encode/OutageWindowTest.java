package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OutageWindowTest {
    private final AtomicLong time = new AtomicLong(-5);
    private final OutageWindow window = new OutageWindow(Duration.ofSeconds(28), time::get);

    @Test
    void windowIsClosedAtFirst() {
        assertThat(window.lasts()).isFalse();
    }

    @Test
    void windowLastsForALeaseAfterTheLastFailure() {
        window.begin();
        time.addAndGet(Duration.ofSeconds(20).toNanos());
        window.begin();
        time.addAndGet(Duration.ofSeconds(28).toNanos() - 1);
        assertThat(window.lasts()).isTrue();
        time.incrementAndGet();
        assertThat(window.lasts()).isFalse();
    }
}
