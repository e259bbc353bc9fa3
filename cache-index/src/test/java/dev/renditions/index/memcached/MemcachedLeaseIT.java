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

/** Leases whose values vanish before their end. Each worker has its own index. */
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
    void flushedLeaseIsTakenBack() {
        Lease lease = holder.leases().tryLease(key, HOUR).orElseThrow();
        server.flushAll();
        assertThat(holder.leases().renew(lease, HOUR)).map(Lease::token).contains(lease.token());
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
        assertThat(server.timeLeft(IndexKeys.lease(key))).isPresent();
    }

    @Test
    void leaseTakenByAnotherAfterAFlushIsLost() {
        Lease lease = holder.leases().tryLease(key, HOUR).orElseThrow();
        server.flushAll();
        Lease taken = other.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(holder.leases().renew(lease, HOUR)).isEmpty();
        assertThat(other.leases().release(taken)).isTrue();
        assertThat(holder.leases().renew(lease, HOUR))
                .as("the lease is free again")
                .isPresent();
    }

    @Test
    void observerDoesNotTakeAVanishedLease() {
        Lease lease = holder.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
        server.flushAll();
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
        assertThat(holder.leases().renew(lease, HOUR)).isPresent();
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
    }

    @Test
    void observerDoesNotTakeALeaseDuringARestart() {
        Lease lease = holder.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
        server.stop();
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
        server.start();
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
        await().atMost(AMPLE)
                .ignoreException(IndexUnavailableException.class)
                .until(() -> holder.leases().renew(lease, HOUR).isPresent());
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
    }

    @Test
    void vanishedLeaseOfACrashedHolderIsTakenAtItsEnd() {
        Duration brief = Duration.ofSeconds(2);
        Instant begin = Instant.now();
        assertThat(holder.leases().tryLease(key, brief)).isPresent();
        assertThat(other.leases().tryLease(key, brief)).isEmpty();
        server.flushAll();
        await().atMost(AMPLE).until(() -> other.leases().tryLease(key, brief).isPresent());
        assertThat(Duration.between(begin, Instant.now())).isBetween(brief.minusMillis(100), brief.plusSeconds(3));
    }

    @Test
    void observerTakesAReleasedLeaseAtOnce() {
        Lease lease = holder.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(other.leases().wasSeen(key)).isFalse();
        assertThat(other.leases().tryLease(key, HOUR)).isEmpty();
        assertThat(other.leases().wasSeen(key)).isTrue();
        assertThat(holder.leases().release(lease)).isTrue();
        assertThat(other.leases().tryLease(key, HOUR)).isPresent();
        assertThat(other.leases().wasSeen(key)).isFalse();
    }

    @Test
    void leaseOfAHolderWhoseClockIsBehindIsHeld() {
        MovableClock behind = new MovableClock(Instant.now().minus(Duration.ofMinutes(2)));
        try (MemcachedIndex slow = MemcachedIndex.connect(settings().withClock(behind), Samples::seal)) {
            Duration usual = Duration.ofSeconds(26);
            Lease lease = slow.leases().tryLease(key, usual).orElseThrow();
            assertThat(other.leases().tryLease(key, usual)).isEmpty();
            server.flushAll();
            assertThat(other.leases().tryLease(key, usual)).isEmpty();
            assertThat(slow.leases().renew(lease, usual)).isPresent();
        }
    }

    private MemcachedSettings settings() {
        return MemcachedSettings.parse(server.uri()).withBudget(AMPLE);
    }
}
