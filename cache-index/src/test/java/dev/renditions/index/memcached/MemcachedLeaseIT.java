package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.freshKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leases whose values vanish before they end. Each worker has an index of its own. */
@Timeout(60)
class MemcachedLeaseIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AMPLE = Duration.ofSeconds(10);

    private final RenditionKey key = freshKey();
    private MemcachedServer server;
    private MemcachedIndex holder;
    private MemcachedIndex other;

    @BeforeEach
    void start() {
        server = MemcachedServer.startOrSkip();
        holder = MemcachedIndex.connect(settings(), Samples::seal);
        other = MemcachedIndex.connect(settings(), Samples::seal);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            holder.close();
            other.close();
            server.close();
        }
    }

    @Test
    void leaseThatWasFlushedIsTakenBack() {
        Lease lease = holder.tryLease(key, HOUR).orElseThrow();
        server.flushAll();
        assertThat(holder.renew(lease, HOUR)).map(Lease::token).contains(lease.token());
        assertThat(other.tryLease(key, HOUR)).isEmpty();
        assertThat(server.timeLeft(IndexKeys.lease(key))).isPresent();
    }

    @Test
    void leaseThatAnotherTookAfterAFlushIsKnownToBeLost() {
        Lease lease = holder.tryLease(key, HOUR).orElseThrow();
        server.flushAll();
        Lease taken = other.tryLease(key, HOUR).orElseThrow();
        assertThat(holder.renew(lease, HOUR)).isEmpty();
        assertThat(other.release(taken)).isTrue();
        assertThat(holder.renew(lease, HOUR)).as("it is free again").isPresent();
    }

    @Test
    void whoSawALeaseLeavesItToItsHolderWhenItVanishes() {
        Lease lease = holder.tryLease(key, HOUR).orElseThrow();
        assertThat(other.tryLease(key, HOUR)).isEmpty();
        server.flushAll();
        assertThat(other.tryLease(key, HOUR)).isEmpty();
        assertThat(holder.renew(lease, HOUR)).isPresent();
        assertThat(other.tryLease(key, HOUR)).isEmpty();
    }

    @Test
    void whoSawALeaseLeavesItToItsHolderWhileTheServerIsRestarted() {
        Lease lease = holder.tryLease(key, HOUR).orElseThrow();
        assertThat(other.tryLease(key, HOUR)).isEmpty();
        server.stop();
        assertThat(other.tryLease(key, HOUR)).isEmpty();
        server.start();
        assertThat(other.tryLease(key, HOUR)).isEmpty();
        await().atMost(AMPLE)
                .ignoreException(IndexUnavailableException.class)
                .until(() -> holder.renew(lease, HOUR).isPresent());
        assertThat(other.tryLease(key, HOUR)).isEmpty();
    }

    @Test
    void leaseOfADeadHolderThatVanishedIsTakenWhenItWouldHaveEnded() {
        Duration brief = Duration.ofSeconds(2);
        Instant begin = Instant.now();
        assertThat(holder.tryLease(key, brief)).isPresent();
        assertThat(other.tryLease(key, brief)).isEmpty();
        server.flushAll();
        await().atMost(AMPLE).until(() -> other.tryLease(key, brief).isPresent());
        assertThat(Duration.between(begin, Instant.now())).isBetween(brief.minusMillis(100), brief.plusSeconds(3));
    }

    @Test
    void releasedLeaseIsTakenAtOnceByWhoSawIt() {
        Lease lease = holder.tryLease(key, HOUR).orElseThrow();
        assertThat(other.tryLease(key, HOUR)).isEmpty();
        assertThat(holder.release(lease)).isTrue();
        assertThat(other.tryLease(key, HOUR)).isPresent();
    }

    @Test
    void leaseOfAHolderWhoseClockIsBehindIsHeld() {
        MovableClock behind = new MovableClock(Instant.now().minus(Duration.ofMinutes(2)));
        try (MemcachedIndex slow = MemcachedIndex.connect(settings().withClock(behind), Samples::seal)) {
            Duration usual = Duration.ofSeconds(26);
            Lease lease = slow.tryLease(key, usual).orElseThrow();
            assertThat(other.tryLease(key, usual)).isEmpty();
            server.flushAll();
            assertThat(other.tryLease(key, usual)).isEmpty();
            assertThat(slow.renew(lease, usual)).isPresent();
        }
    }

    private MemcachedSettings settings() {
        return MemcachedSettings.parse(server.uri()).withBudget(AMPLE);
    }
}
