package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.memcached.IndexCalls.assertAllUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.spy.memcached.compat.log.LoggerFactory;
import net.spy.memcached.compat.log.SLF4JLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs no memcached: servers that are not there, or do not speak. */
@Timeout(60)
class MemcachedUnavailableTest {
    /** The patience of a call is two seconds; the rest is for a machine that is busy with other things. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void absentServerFailsEveryCallAndHoldsNothingUp() {
        String server = "127.0.0.1:" + MemcachedServer.freePort();
        long start = System.nanoTime();
        try (MemcachedIndex index =
                MemcachedIndex.connect(MemcachedSettings.parse("memcached://" + server), Samples::seal)) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertAllUnavailable(index, server, LIMIT);
        }
    }

    @Test
    void unknownHostFailsEveryCallAndHoldsNothingUp() {
        try (MemcachedIndex index =
                MemcachedIndex.connect(MemcachedSettings.parse("memcached://nowhere.invalid:11211"), Samples::seal)) {
            assertAllUnavailable(index, "nowhere.invalid:11211", LIMIT);
        }
    }

    @Test
    void silentServerFailsEveryCallWithinItsBudget() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MemcachedIndex index = MemcachedIndex.connect(to(silent), Samples::seal)) {
            assertAllUnavailable(index, "127.0.0.1:" + silent.getLocalPort(), LIMIT);
        }
    }

    @Test
    void manyCallersOfASilentServerAreAllLetGo() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(32);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MemcachedIndex index = MemcachedIndex.connect(to(silent), Samples::seal)) {
            List<Runnable> calls = Stream.<Runnable>generate(
                            () -> () -> assertAllUnavailable(index, "127.0.0.1:" + silent.getLocalPort(), LIMIT))
                    .limit(32)
                    .toList();
            for (var call : calls.stream().map(pool::submit).toList()) {
                call.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void interruptedCallEndsAndStaysInterrupted() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MemcachedIndex index =
                        MemcachedIndex.connect(to(silent).withBudget(Duration.ofMinutes(1)), Samples::seal)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> index.leases().tryLease(freshKey(), Duration.ofHours(1)));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void clientLogsThroughSlf4j() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MemcachedIndex index = MemcachedIndex.connect(to(silent), Samples::seal)) {
            assertThat(index).isNotNull();
            assertThat(LoggerFactory.getLogger("any")).isInstanceOf(SLF4JLogger.class);
        }
    }

    @Test
    void noThreadOfTheIndexKeepsTheProcessAlive() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var before = Thread.getAllStackTraces().keySet();
            try (MemcachedIndex index = MemcachedIndex.connect(to(silent), Samples::seal)) {
                assertAllUnavailable(index, "127.0.0.1:" + silent.getLocalPort(), LIMIT);
                var started = Thread.getAllStackTraces().keySet();
                started.removeAll(before);
                assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);
            }
        }
    }

    private static MemcachedSettings to(ServerSocket server) {
        return MemcachedSettings.parse("memcached://127.0.0.1:" + server.getLocalPort());
    }
}
