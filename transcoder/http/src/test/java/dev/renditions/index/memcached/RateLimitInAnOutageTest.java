package dev.renditions.index.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.access.RateLimit;
import dev.renditions.http.access.RateLimit.OnOutage;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RateLimitInAnOutageTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static MemcachedIndex absent;

    @BeforeAll
    static void connect() {
        absent = MemcachedIndex.connect(
                MemcachedSettings.parse("memcached://127.0.0.1:" + MemcachedServer.freePort()), Samples::seal);
    }

    @AfterAll
    static void close() {
        absent.close();
    }

    @Test
    void admitsCallsDuringAnOutageIfConfigured() {
        RateLimit limit = new RateLimit(absent.counters(), 1, MINUTE, OnOutage.PASS, Clock.systemUTC());
        for (int i = 0; i < 3; i++) {
            assertThat(limit.refuse("caller")).isEmpty();
        }
    }

    @Test
    void refusesCallsDuringAnOutageIfConfigured() {
        RateLimit limit = new RateLimit(absent.counters(), 1, MINUTE, OnOutage.REFUSE, Clock.systemUTC());
        // The wait is short, however long the window is.
        assertThat(limit.refuse("caller").orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
