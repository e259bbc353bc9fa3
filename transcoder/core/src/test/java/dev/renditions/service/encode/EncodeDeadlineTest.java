package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.service.RenditionService;
import dev.renditions.service.ServiceScene;
import dev.renditions.testing.WatchedIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How encodes, leases and waits end at a deadline. */
final class EncodeDeadlineTest extends ServiceScene {
    @Test
    void expiredDeadlineStartsNoEncode() {
        List<RenditionResult> results = service(index)
                .render(
                        source("a", "film"),
                        List.of(MP4),
                        RenditionListener.NONE,
                        Clock.systemUTC().instant());
        assertThat(results.get(0).reason()).contains("no time was left");
        assertThat(results.get(0).worthRetrying()).isTrue();
        assertThat(transcoder.encodes()).isZero();
    }

    /** The index takes nearly all of the time until the deadline to grant the lease. */
    @Test
    void leaseTakenAtTheDeadlineIsReleased() {
        MovableClock clock = new MovableClock(Instant.parse("2026-05-01T00:00:00Z"));
        WatchedIndex watched = new WatchedIndex(index);
        watched.before("leases.tryLease", () -> clock.move(Duration.ofMillis(19_500)));
        RenditionService service = service(
                watched,
                new DirectoryStore(folder.resolve("store")),
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED),
                new Timing(clock, Sleeper.SLEEP, new Random(42)));

        RenditionResult result = service.render(
                        source("a", "film"),
                        List.of(MP4),
                        RenditionListener.NONE,
                        clock.instant().plusSeconds(20))
                .get(0);

        assertThat(result.reason()).contains("no time was left");
        assertThat(index.leases().tryLease(new RenditionKey(contentOf("film"), MP4.id()), Duration.ofMinutes(1)))
                .isPresent();
    }

    @Test
    void encodeIsLimitedByTheDeadline() {
        AtomicReference<Duration> limit = new AtomicReference<>();
        transcoder.onLimit(limit::set);
        service(index)
                .render(
                        source("a", "film"),
                        List.of(MP4),
                        RenditionListener.NONE,
                        Clock.systemUTC().instant().plusSeconds(20));
        assertThat(limit.get()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @Test
    void leaseIsNotRenewedAfterTheDeadline() throws Exception {
        RequestLimits limits =
                new RequestLimits(Duration.ofMinutes(1), Duration.ofMillis(900), Duration.ofMinutes(1), VERIFIED);
        CountDownLatch end = new CountDownLatch(1);
        transcoder.whileEncoding(() -> await(end));
        RenditionService service = service(index, Sleeper.SLEEP, limits);
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> held = thread.submit(() -> service.render(
                    source("a", "film"),
                    List.of(MP4),
                    RenditionListener.NONE,
                    Clock.systemUTC().instant().plusSeconds(3)));
            // A holder that hangs after its deadline: this encoder ignores limits.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> transcoder.encodes() == 1
                            && index.leases()
                                    .tryLease(key, Duration.ofMinutes(1))
                                    .isPresent());
            assertThat(held).isNotDone();
            end.countDown();
            held.get();
        } finally {
            end.countDown();
            thread.shutdownNow();
        }
    }

    @Test
    void waiterThatGivesUpReportsWhenToRetry() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        assertThat(index.leases().tryLease(key, Duration.ofHours(1))).isPresent();
        RequestLimits impatient =
                new RequestLimits(Duration.ofMinutes(1), Duration.ofSeconds(30), Duration.ZERO, VERIFIED);
        RenditionResult result = render(service(index, time -> {}, impatient), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.worthRetrying()).isTrue();
        assertThat(result.reason()).contains("another worker").contains("30 s");
    }
}
